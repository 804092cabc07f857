// What was planted in the sample is said beside the figures of its days, and what is harmless is not blamed.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accountOf, causesOf } from '#src/copilot/narration/job/causes.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import type { JobStudy } from '#src/copilot/study/job_study.ts';
import { narrate, studyEntity } from '#src/copilot/study_entity.ts';
import { costOf } from '#src/lib/cost_terms.ts';
import { plainText } from '#src/reports/line.ts';
import { resolveParams } from '#src/reports/params.ts';
import { reportById } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sampleDatabaseFile, sampleTruthFile } from '#test/fixtures/sample_file.ts';

interface Planted {
  readonly id: string;
  readonly entities: readonly string[];
  readonly from: string;
  readonly to: string;
}

const source = openSqliteSource(sampleDatabaseFile());
const { scenarios } = JSON.parse(readFileSync(sampleTruthFile(), 'utf8')) as { scenarios: Planted[] };

async function studied(entity: string, days: { from: string; to: string }) {
  const chip = chipById('diagnose.what_changed');
  const asked = { report: 'job_cost', entity, ...days };
  return { chip, ...(await studyEntity(chip, asked, source, DEFAULT_SETTINGS)) };
}

async function whatChanged(scenario: string, days: Partial<Planted> = {}): Promise<string> {
  const planted = scenarios.find(({ id }) => id === scenario)!;
  const { from, to } = { ...planted, ...days };
  const { chip, subject, study } = await studied(planted.entities[0]!, { from, to });
  const { headline, points, next, notes } = narrate(chip, subject, study);
  return [headline, ...points, ...next, ...notes].map(plainText).join('\n');
}

describe('what changed near it', () => {
  it('names a spot share that fell, as no part of the dollars', async () => {
    const text = await whatChanged('spike_on_demand_fallback');
    expect(text).toMatch(/share on spot fell from \d+% to [\d.]+% at the same time/);
    expect(text).toContain('no part of the dollars above');
  });

  it('names evictions that multiplied, with the machines', async () => {
    expect(await whatChanged('spike_evictions')).toMatch(
      /Spot machines \(c5\.\w+\) were taken away \d+ times/,
    );
  });

  it('dates longer runs and does not blame a change of identity', async () => {
    const text = await whatChanged('spike_longer_runs');
    expect(text).toMatch(/Runs are longer since 1[3-6] Sep/);
    expect(text).not.toContain('Configuration changed');
    expect(text).toContain('nothing that alters what a run uses');
  });

  it('sees the calendar in days that cost as much in other months', async () => {
    const text = await whatChanged('odd_but_fine', { from: '2026-10-25', to: '2026-10-31' });
    expect(text).toContain('It comes with the calendar');
    expect(text).toContain('nothing: the same days of other months');
  });

  it('keeps a change of configuration that failing runs part from the first longer one', async () => {
    const text = await whatChanged('config_regression');
    expect(text).toMatch(/Configuration changed on 16 Sep .*next to that day/);
  });

  it('does not call a job new that only paused', async () => {
    const text = await whatChanged('spike_more_runs');
    expect(text).toContain('it is not new, it last cost something on');
    expect(text).toMatch(/More runs: \d+, none in the period before/);
    expect(await whatChanged('new_job')).toContain('is new');
  });

  it('says how common changes of configuration are', async () => {
    expect(await whatChanged('nightly_ledger', { from: '2026-10-02' })).toMatch(
      /Such changes happen on [\d.]+% of the \d+ days it ran/,
    );
  });
});

describe('the terms of a job', () => {
  it('are those of its row in the report of changed costs, to a cent', async () => {
    const report = await runReport(
      reportById('cost_change'),
      await resolveParams({}, source),
      source,
      DEFAULT_SETTINGS,
    );
    const jobs = report.rows.filter((row) => row['entity_type'] === 'job' && row['entity_id'] !== null);
    for (const row of jobs.slice(0, 25)) {
      const { study } = await studied(`job:${row['entity_id']}`, { from: '2026-10-02', to: '2026-10-31' });
      const job = study as JobStudy;
      const [now, before] = [costOf(accountOf(job, 'current')), costOf(accountOf(job, 'previous'))];
      for (const { key, micros } of causesOf(job, now, before))
        expect(
          Math.abs(Number(row[`${key}_usd`]) * 100 - micros / 10_000),
          `${row['entity_name']} ${key}`,
        ).toBeLessThanOrEqual(1.01);
    }
  });
});
