// What the chips say of a job: for every job of the sample and of an account where everything is odd.
import { describe, expect, it } from 'vitest';
import type { Draft } from '#src/copilot/answer_types.ts';
import { countFacts } from '#src/copilot/grounding/verify.ts';
import type { Narration } from '#src/copilot/narration/draft.ts';
import { draftToText } from '#src/copilot/render_text.ts';
import { chipById, chipsFor } from '#src/copilot/selection/chips.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { narrate, type StudiedEntity, studyEntity } from '#src/copilot/study_entity.ts';
import type { Line } from '#src/reports/line.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { sql } from '#test/contracts/usage_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';

const CHIPS = chipsFor('job');

async function jobIds(source: UsageSource): Promise<string[]> {
  const rows = await source.query<{ id: string }>(sql('SELECT job_id AS id FROM jobs ORDER BY job_id'), {});
  return rows.map((row) => row.id);
}

function study(source: UsageSource, id: string, days: Partial<Selection> = {}): Promise<StudiedEntity> {
  const selection = { report: 'job_cost', entity: `job:${id}`, ...days };
  return studyEntity(null, selection, source, DEFAULT_SETTINGS);
}

/** Over the default days, each job once: what is gathered does not change, and all chips share one sheet. */
function studiesOf(source: UsageSource): (id: string) => Promise<StudiedEntity> {
  const known = new Map<string, Promise<StudiedEntity>>();
  return (id) => {
    const studied = known.get(id) ?? study(source, id);
    known.set(id, studied);
    return studied;
  };
}

function lines(draft: Draft): readonly Line[] {
  return [draft.headline, ...draft.points, ...draft.next, ...draft.notes];
}

/** What must hold of any narration, whatever the data. */
function expectSound(narration: Narration, { study }: StudiedEntity, what: string): void {
  const text = draftToText(narration);
  expect(text, what).not.toMatch(/NaN|undefined|Infinity|\bnull\b|not known/);
  const ours = lines(narration).map((item) =>
    item
      .filter((span) => !span.quoted && !span.entity)
      .map((s) => s.text)
      .join(''),
  );
  for (const line of ours)
    expect(line, what).not.toMatch(
      /(?<![\d,.$])1 (runs|rows|evictions|attempts|jobs|steps|days|spot evictions)\b/,
    );
  const loose = lines(narration)
    .flat()
    .filter((span) => !span.fact && !span.quoted && !span.entity && /\d/.test(span.text));
  expect(loose, what).toEqual([]);
  expect(countFacts(narration, study.sheet).rejected, what).toEqual([]);
  expect(narration.headline.length, what).toBeGreaterThan(0);
  if (narration.applicable) expect(narration.next.length, what).toBeGreaterThan(0);
  expect(narration.points.length, what).toBeLessThanOrEqual(7);
}

function narrateAll(studied: StudiedEntity): void {
  for (const chip of CHIPS) {
    expectSound(
      narrate(chip, studied.subject, studied.study),
      studied,
      `${chip.id} of ${studied.study.subject.ref}`,
    );
  }
}

const fact = (studied: StudiedEntity, key: string) => studied.study.sheet.get(key)?.value;

describe('of every job of the sample', () => {
  const source = openSqliteSource(sampleDatabaseFile());
  const studyOnce = studiesOf(source);

  it('each chip speaks soundly, and its figures are those of the report', async () => {
    for (const id of await jobIds(source)) {
      const studied = await studyOnce(id);
      narrateAll(studied);
      const row = studied.report.rows.find((item) => item.job_id === id);
      // the largest rows of a report carry the cents by which rounded rows would miss their total, one each
      const cents = Math.round((Number(fact(studied, 'cost')) - Number(row?.cost_total_usd ?? 0)) * 100);
      expect(Math.abs(cents), id).toBeLessThanOrEqual(1);
      expect(fact(studied, 'runs')).toBe(row?.total_runs ?? 0);
      if (row && Number(row.failed_runs) > 0) expect(fact(studied, 'runs.failed')).toBe(row.failed_runs);
    }
  });

  it('the parts of a change add up to it, to the cent', async () => {
    let split = 0;
    for (const id of await jobIds(source)) {
      const studied = await studyOnce(id);
      const narration = narrate(chipById('diagnose.what_changed'), studied.subject, studied.study);
      const change = fact(studied, 'change');
      if (!narration.applicable || change === undefined) continue;
      const shown = narration.points.filter((point) =>
        /[+-]?\$/.test(point.map((span) => span.text).join('')),
      );
      const keys = new Map(studied.study.sheet.facts.map((item) => [item.id, item]));
      const cents = shown
        .flatMap((point) =>
          point.filter((span) => span.fact && span.strong).map((span) => keys.get(span.fact!)!),
        )
        .filter((item) => item.key.startsWith('change.'))
        .reduce((sum, item) => sum + Math.round(Number(item.value) * 100), 0);
      expect(cents).toBe(Math.round(Number(change) * 100));
      split += 1;
    }
    expect(split).toBeGreaterThan(80);
  });
});

describe('within one answer, for every job of the sample', () => {
  const source = openSqliteSource(sampleDatabaseFile());
  const studyOnce = studiesOf(source);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  it('the kinds of failures shown add up to the failed runs and to their cost', async () => {
    let listed = 0;
    for (const id of await jobIds(source)) {
      const studied = await studyOnce(id);
      const narration = narrate(chipById('diagnose.failures'), studied.subject, studied.study);
      if (!narration.applicable) continue;
      const shown = new Set(narration.points.flat().map((span) => span.fact));
      const facts = studied.study.sheet.facts.filter((item) => shown.has(item.id));
      const total = (end: string) =>
        facts
          .filter((item) => /^family\..*/.test(item.key) && item.key.endsWith(end))
          .map((item) => Number(item.value));
      expect(sum(total('.count')), id).toBe(fact(studied, 'runs.failed'));
      expect(Math.abs(sum(total('.cost')) - Number(fact(studied, 'failed.cost'))), id).toBeLessThan(0.03);
      listed += 1;
    }
    expect(listed).toBeGreaterThan(50);
  });

  it('the evictions add up by reason, and no more runs are hit than started', async () => {
    let hit = 0;
    for (const id of await jobIds(source)) {
      const studied = await studyOnce(id);
      const narration = narrate(chipById('diagnose.spot_evictions'), studied.subject, studied.study);
      if (!narration.applicable) continue;
      const reasons = studied.study.sheet.facts.filter((item) => item.key.startsWith('evictions.reason.'));
      expect(sum(reasons.map((item) => Number(item.value))), id).toBe(fact(studied, 'evictions'));
      expect(Number(fact(studied, 'evictions.runs'))).toBeLessThanOrEqual(Number(fact(studied, 'runs')));
      hit += 1;
    }
    expect(hit).toBeGreaterThan(20);
  });

  it('the printed amounts of a change subtract', async () => {
    const read = (text: string) => Math.round(Number(text.replace(/[$,+]/g, '')) * 100);
    for (const id of await jobIds(source)) {
      const studied = await studyOnce(id);
      const { headline } = narrate(chipById('diagnose.what_changed'), studied.subject, studied.study);
      const text = headline.map((span) => span.text).join('');
      const found = /cost (\$[\d,.]+\d).*(more|less) .*: (\$[\d,.]+\d) after (\$[\d,.]+\d)/.exec(text);
      if (!found) continue;
      const [change, now, before] = [found[1]!, found[3]!, found[4]!].map(read) as [number, number, number];
      const difference = found[2] === 'more' ? now - before : before - now;
      const precision = found[1]!.includes('.') ? 0 : 50;
      expect(Math.abs(difference - change), text).toBeLessThanOrEqual(precision);
    }
  });

  it('most is said of more than half only', async () => {
    for (const id of await jobIds(source)) {
      const studied = await studyOnce(id);
      const { headline } = narrate(chipById('diagnose.failures'), studied.subject, studied.study);
      const text = headline.map((span) => span.text).join('');
      const most = /most of them with ([^;]*)/.exec(text)?.[1];
      if (!most) continue;
      const main = studied.study.sheet.facts.find(
        (item) => item.label.toLowerCase() === `failed runs: ${most}`,
      );
      expect(Number(main?.value) * 2, text).toBeGreaterThan(Number(fact(studied, 'runs.failed')));
    }
  });

  it('a job that ended is told as ended, with its days', async () => {
    const [row] = await source.query<{ id: string }>(
      sql("SELECT job_id AS id FROM jobs WHERE job_name = 'campaign_history backfill'"),
      {},
    );
    const studied = await study(source, row!.id);
    const text = (chip: string) => draftToText(narrate(chipById(chip), studied.subject, studied.study));
    expect(text('understand.explain')).toMatch(/times as much .*; it has not run since 9 Oct\./);
    expect(text('diagnose.what_changed')).toMatch(
      /lie between 6 Oct and 9 Oct; it has not run since 9 Oct\./,
    );
    expect(text('monitor.trend')).toMatch(/^campaign_history backfill has cost nothing since 9 Oct: 22 days/);
    expect(text('understand.explain') + text('diagnose.what_changed')).not.toMatch(/\d,\d{3}%/);
  });
});

describe('of a nasty account', () => {
  const PERIODS: readonly Partial<Selection>[] = [
    { from: '2026-10-30', to: '2026-10-31' },
    { from: '2026-10-31', to: '2026-10-31' },
    { from: '2026-10-25', to: '2026-10-31' },
    { from: '2026-10-20', to: '2026-11-05' },
    { from: '2020-01-01', to: '2020-01-31' },
  ];

  it.each([{}, { original: true }])('each chip speaks soundly of every job (%o)', async (options) => {
    await withUsage(
      NASTY,
      async (source) => {
        for (const id of await jobIds(source)) {
          for (const days of PERIODS) narrateAll(await study(source, id, days));
        }
      },
      options,
    );
  });

  async function said(chip: string, id: string, days: Partial<Selection>): Promise<string> {
    return withUsage(NASTY, async (source) => {
      const studied = await study(source, id, days);
      return draftToText(narrate(chipById(chip), studied.subject, studied.study));
    });
  }
  const TWO = PERIODS[0]!;

  it.each<[string, string, string, Partial<Selection>, string | RegExp]>([
    [
      'skipped and running runs did not go through',
      'diagnose.failures',
      '1',
      TWO,
      /none of the 2 runs of the period failed; in the period before 1 failed/,
    ],
    [
      'a job without runs',
      'diagnose.failures',
      '6',
      TWO,
      /^No failures to explain: no run started in the period/,
    ],
    [
      'a job never billed',
      'diagnose.what_changed',
      '6',
      TWO,
      'Nothing was billed for this job in the period. Nor in the period before.',
    ],
    [
      'a job of credits',
      'diagnose.what_changed',
      '8',
      TWO,
      /^Corrections outweigh the usage, so the change has no parts: Credited cost -\$2\.00 after \$0\./,
    ],
    ['the price of a credit', 'understand.explain', '8', TWO, /A DBU costs -\$1\.000/],
    [
      'an unpriced run is not a run that cost nothing',
      'diagnose.drivers',
      '1',
      PERIODS[2]!,
      /^Ledger \(prod\) cost \$0\.63: 2 of the 5 runs have usage, typically \$0\.32 each\./,
    ],
    [
      'an unpriced row is said',
      'understand.explain',
      '1',
      TWO,
      /1 usage row has no price and is not in these figures\.$/,
    ],
    [
      'nothing to compare with',
      'diagnose.what_changed',
      '1',
      PERIODS[3]!,
      /the data do not cover this period and the one before it in full/,
    ],
    ['a single failure', 'diagnose.failures', '3', TWO, /It is failing now: the last run failed\./],
    ['no trend from days to come', 'monitor.trend', '8', PERIODS[3]!, /^(?!.*(rising|falling|pace))/s],
  ])('%s', async (_what, chip, id, days, expected) => {
    const text = await said(chip, id, days);
    if (typeof expected === 'string') expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });
});
