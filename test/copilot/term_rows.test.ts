import { describe, expect, it } from 'vitest';
import { chipById } from '#src/copilot/selection/chips.ts';
import type { JobStudy } from '#src/copilot/study/job_study.ts';
import { studyEntity } from '#src/copilot/study_entity.ts';
import { jobTermRows, reportTermRows } from '#src/copilot/term_rows.ts';
import { TERMS } from '#src/lib/cost_terms.ts';
import { type CostChangeRow, termSums } from '#src/reports/change_rows.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

const source = openSqliteSource(sampleDatabaseFile());
const chip = chipById('diagnose.what_changed');
const asked = { report: 'cost_change', from: '2026-10-02', to: '2026-10-31' };

describe('the rows behind a term', () => {
  it('are the runs of both periods of a job, for repeats those that repeat another', async () => {
    const top = (await studyEntity(null, asked, source, DEFAULT_SETTINGS)).report.menu[0]!;
    const { study } = await studyEntity(chip, { ...asked, entity: top.ref }, source, DEFAULT_SETTINGS);
    const job = study as JobStudy;
    const all = jobTermRows(job, 'duration');
    expect(all.rows).toHaveLength(job.runs.length + job.previousRuns.length);
    expect(all.rows.filter((row) => row['period'] === 'now')).toHaveLength(job.runs.length);
    const repeats = jobTermRows(job, 'retries').rows;
    expect(repeats.length).toBeGreaterThan(0);
    expect(repeats.every((row) => row['repeats'] !== null)).toBe(true);
    for (const { columns, rows } of [all, jobTermRows(job, 'price')])
      for (const row of rows) expect(Object.keys(row)).toEqual(columns.map(({ name }) => name));
  });

  it('give each SKU with its price, before and now', async () => {
    const { report } = await studyEntity(null, asked, source, DEFAULT_SETTINGS);
    const { study } = await studyEntity(
      chip,
      { ...asked, entity: report.menu[0]!.ref },
      source,
      DEFAULT_SETTINGS,
    );
    const { rows } = jobTermRows(study as JobStudy, 'price');
    expect(new Set(rows.map((row) => row['period']))).toEqual(new Set(['before', 'now']));
    for (const row of rows)
      expect(Number(row['usd_per_dbu'])).toBeCloseTo(Number(row['cost_usd']) / Number(row['dbus']), 3);
  });

  it('of a report add up to the term', async () => {
    const { report } = await studyEntity(null, asked, source, DEFAULT_SETTINGS);
    const all = report.rows as readonly CostChangeRow[];
    const sums = new Map(termSums(all).map(({ term, cents }) => [term, cents]));
    for (const term of TERMS) {
      const { rows } = reportTermRows(all, term);
      const cents = rows.reduce((sum, row) => sum + Math.round(Number(row[`${term}_usd`]) * 100), 0);
      expect(cents, term).toBe(sums.get(term));
    }
  });
});
