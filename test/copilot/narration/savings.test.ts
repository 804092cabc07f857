// One saving, one figure: what a report names for a job, warehouse or cluster is what its own card names, and spot is in no sum.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobSavings } from '#src/copilot/narration/common/job_savings.ts';
import { bySize, fleetLevers, jobLevers, type Lever } from '#src/copilot/narration/common/levers.ts';
import { silence } from '#src/copilot/narration/job/measures.ts';
import { draftToText } from '#src/copilot/render_text.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import type { JobStudy } from '#src/copilot/study/job_study.ts';
import type { ReportStudy } from '#src/copilot/study/report_study.ts';
import type { StudyBase } from '#src/copilot/study/study.ts';
import { narrate, type StudiedEntity, studyEntity } from '#src/copilot/study_entity.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import type { SqlStatement } from '#src/store/sql_file.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const PERIODS: readonly (readonly [string, Partial<Selection>])[] = [
  ['the last 30 days', {}],
  ['a week', { from: '2026-10-12', to: '2026-10-18' }],
  ['one day', { from: '2026-10-26', to: '2026-10-26' }],
  ['90 days', { from: '2026-08-03', to: '2026-10-31' }],
];
const SAVING = /^saving\.(?!all|least)/;

let source: UsageSource;
beforeAll(() => {
  source = remembering(openSqliteSource(sampleDatabaseFile()));
});
afterAll(() => source.close());

/** The report behind every card is the same: it is asked once. */
function remembering(inner: UsageSource): UsageSource {
  const known = new Map<string, Promise<readonly unknown[]>>();
  return {
    profile: () => inner.profile(),
    close: () => inner.close(),
    query: <Row>(statement: SqlStatement, params: SqlParams) => {
      const key = `${statement.name} ${JSON.stringify(params)}`;
      if (!known.has(key)) known.set(key, inner.query<Row>(statement, params));
      return known.get(key) as Promise<readonly Row[]>;
    },
  };
}

function studyOf(
  ref: string | undefined,
  days: Partial<Selection>,
  spotDiscount = DEFAULT_SETTINGS.spotDiscount,
): Promise<StudiedEntity> {
  return studyEntity(null, { report: 'compute_type_cost', entity: ref, ...days }, source, { spotDiscount });
}

async function reportStudy(days: Partial<Selection>): Promise<ReportStudy> {
  return (await studyOf(undefined, days)).study as ReportStudy;
}

/** Dollars by key, as the sheet of a card states them after its Cut cost. */
function ownSavings({ subject, study }: StudiedEntity): Map<string, number> {
  narrate(chipById('optimize.cut_cost'), subject, study);
  const facts = study.sheet.facts.filter((fact) => SAVING.test(fact.key));
  return new Map(facts.map((fact) => [fact.key.slice('saving.'.length), Number(fact.value)]));
}

function dollars(levers: readonly Lever[]): Map<string, number> {
  return new Map(levers.map(({ saving }) => [saving.key, saving.micros / 1e6]));
}

describe.each(PERIODS)('over %s', (name, days) => {
  it('a report names for every warehouse and cluster what its own card names, to the cent', async () => {
    const report = await reportStudy(days);
    const levers = report.fleets.flatMap((fleet) => fleetLevers(report, fleet));
    const peers = report.fleets.flatMap(({ kind, peers }) =>
      peers.map((peer) => `${kind === 'SQL_WAREHOUSE' ? 'warehouse' : 'cluster'}:${peer.compute_id}`),
    );
    expect(peers.length).toBeGreaterThan(15);
    for (const ref of peers) {
      const own = ownSavings(await studyOf(ref, days));
      expect(own, ref).toEqual(dollars(levers.filter(({ entity }) => entity.ref === ref)));
    }
  });

  it('a report names for every job what its own card names, to the cent', async () => {
    const report = await reportStudy(days);
    const levers = jobLevers(report.jobs);
    expect(report.jobs.length).toBeGreaterThan(80);
    // Every job in the usual period, every eighth in the others.
    const step = name === PERIODS[0]![0] ? 1 : 8;
    for (const job of report.jobs.filter((_, i) => i % step === 0)) {
      const studied = await studyOf(`job:${job.job_id}`, days);
      const own = ownSavings(studied);
      expect(own, job.job_name ?? '').toEqual(
        dollars(levers.filter(({ entity }) => entity.ref === `job:${job.job_id}`)),
      );
      const { use } = studied.study as JobStudy;
      expect(use?.ended ?? null).toEqual(silence(studied.study as JobStudy));
    }
  });
});

describe('the whole list', () => {
  it('is largest first, and its total is the sum of what is named and of the rest', async () => {
    const studied = await studyOf(undefined, {});
    const text = draftToText(narrate(chipById('optimize.where_to_save'), studied.subject, studied.study));
    const study = studied.study as ReportStudy;
    const levers = bySize([
      ...jobLevers(study.jobs),
      ...study.fleets.flatMap((fleet) => fleetLevers(study, fleet)),
    ]);
    const total = levers.reduce((sum, { saving }) => sum + saving.micros, 0) / 1e6;
    expect(study.sheet.get('savings.all')?.value).toBe(total);
    const named = [...text.matchAll(/difference \$([\d,]+)/g)].map((hit) =>
      Number(hit[1]!.replaceAll(',', '')),
    );
    const rest = Number(/smaller savings together: \$([\d,]+)\./.exec(text)![1]!.replaceAll(',', ''));
    expect(named).toEqual([...named].sort((a, b) => b - a));
    expect(named.reduce((sum, value) => sum + value, rest)).toBe(total);
    expect(levers.every(({ saving }) => saving.micros >= 10_000_000)).toBe(true);
  });
});

/** What is said before spot is told apart. */
function ofThisBill(text: string): string {
  return text.replace(/• Not in this bill:.*/g, '').replace(/^More spot could.*/gm, '');
}

describe('spot', () => {
  it('changes no saving, no rank and no headline, whatever discount is assumed', async () => {
    const report = await reportStudy({});
    let estimated = 0;
    for (const job of report.jobs.slice(0, 25)) {
      const texts: string[][] = [];
      for (const discount of [0.1, 0.65, 0.9]) {
        const studied = await studyOf(`job:${job.job_id}`, {}, discount);
        const said = ['optimize.cut_cost', 'monitor.next_steps', 'optimize.right_size'].map((chip) =>
          draftToText(narrate(chipById(chip), studied.subject, studied.study)),
        );
        texts.push(said.map(ofThisBill));
        const sheet: StudyBase['sheet'] = studied.study.sheet;
        const parts = sheet.facts.filter(({ key }) => SAVING.test(key)).map(({ value }) => Number(value));
        const all = sheet.get('saving.all')?.value;
        if (all !== undefined) expect(all).toBe(parts.reduce((sum, part) => sum + part, 0));
        if (sheet.get('estimate.more_spot')) estimated += 1;
      }
      // The smallest discount may leave no estimate worth telling; what is said of this bill is the same.
      expect(texts[1]).toEqual(texts[2]);
      expect(texts[0]!.map((text) => text.split('\n')[0])).toEqual(
        texts[1]!.map((text) => text.split('\n')[0]),
      );
    }
    expect(estimated).toBeGreaterThan(20);
  });

  it('is estimated, with its risk, for a job that runs on demand only', async () => {
    const report = await reportStudy({});
    const job = report.jobs.find((use) => use.spot_micros === 0 && use.has_workers === 1)!;
    const { subject, study } = await studyOf(`job:${job.job_id}`, {});
    const text = draftToText(narrate(chipById('optimize.cut_cost'), subject, study));
    expect(text).toMatch(/• Not in this bill: .*An estimate.* off the machine bill\. Risk: /);
    expect(text.split('\n')[0]).not.toContain('spot');
  });

  it('is the same estimate in the report about spot as on the card', async () => {
    const studied = await studyOf(undefined, { report: 'spot_risk_by_job' });
    narrate(chipById('optimize.where_to_save'), studied.subject, studied.study);
    const estimates = studied.study.sheet.facts.filter(({ key }) => key.endsWith('.estimate.more_spot'));
    expect(estimates.length).toBeGreaterThan(2);
    for (const fact of estimates) {
      const own = await studyOf(fact.subject, {});
      narrate(chipById('optimize.cut_cost'), own.subject, own.study);
      expect(own.study.sheet.get('estimate.more_spot')?.value).toBe(fact.value);
    }
  });

  it('leaves jobs that are always on out of the report, and says so', async () => {
    const studied = await studyOf(undefined, { report: 'spot_risk_by_job' });
    const text = draftToText(narrate(chipById('optimize.where_to_save'), studied.subject, studied.study));
    expect(text).toMatch(/Left out of more spot: \d+ jobs with runs of 20 h or more/);
    expect(text).not.toContain('_stream: raise');
  });
});

describe('a job that ended', () => {
  it('gets no saving, and is told as ended by every chip that would advise', async () => {
    const report = await reportStudy({});
    const ended = report.jobs.filter((job) => job.ended !== null);
    expect(ended.length).toBeGreaterThan(0);
    for (const job of ended) {
      expect(jobSavings(job)).toEqual([]);
      const { subject, study } = await studyOf(`job:${job.job_id}`, {});
      for (const chip of [
        'optimize.cut_cost',
        'optimize.right_size',
        'optimize.reliability',
        'monitor.next_steps',
      ]) {
        const text = draftToText(narrate(chipById(chip), subject, study));
        expect(text).toMatch(/has (ended|stopped): it has not run since/);
        expect(text).not.toMatch(/spot share|workers|up to \$/);
      }
    }
  });
});
