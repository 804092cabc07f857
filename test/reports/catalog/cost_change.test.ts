import { describe, expect, it } from 'vitest';
import { TERMS } from '#src/lib/cost_terms.ts';
import { plainText } from '#src/reports/line.ts';
import { type RawParams, resolveParams } from '#src/reports/params.ts';
import { reportById } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS, type ReportResult, type Row } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { type FixtureRows, withUsage } from '#test/fixtures/usage_fixture.ts';

async function run(raw: RawParams, source: UsageSource, id = 'cost_change'): Promise<ReportResult> {
  return runReport(reportById(id), await resolveParams(raw, source), source, DEFAULT_SETTINGS);
}

function cents(rows: readonly Row[], ...columns: readonly string[]): number {
  const all = rows.flatMap((row) => columns.map((column) => Math.round(Number(row[column] ?? 0) * 100)));
  return all.reduce((sum, value) => sum + value, 0);
}

const TERM_COLUMNS = TERMS.map((term) => `${term}_usd`);

/** Rows add up across and down, and to the totals of the report by type. */
async function expectAddingUp(raw: RawParams, source: UsageSource): Promise<void> {
  const { rows, window, params, sql } = await run(raw, source);
  const types = await run(raw, source, 'compute_type_cost');
  const total = (rowsOf: ReportResult) =>
    Number(rowsOf.facts.find(({ key }) => key === 'cost.total')?.value ?? 0);
  if (types.rows.length > 0) expect(cents(rows, 'cost_now_usd')).toBe(Math.round(total(types) * 100));
  if (!window.hasPrevious) {
    expect(cents(rows, 'difference_usd', ...TERM_COLUMNS)).toBe(0);
    return;
  }
  for (const row of rows) {
    expect(cents([row], ...TERM_COLUMNS)).toBe(cents([row], 'difference_usd'));
    expect(cents([row], 'cost_now_usd') - cents([row], 'cost_before_usd')).toBe(
      cents([row], 'difference_usd'),
    );
  }
  const days = { from: window.previousFrom, to: window.previousTo };
  const { from: _from, to: _to, last: _last, ...filters } = raw;
  const before = await run({ ...filters, ...days }, source, 'compute_type_cost');
  expect(before.params.to < params.from).toBe(true);
  if (before.rows.length > 0 && types.rows.length > 0)
    expect(cents(rows, 'difference_usd')).toBe(
      Math.round(total(types) * 100) - Math.round(total(before) * 100),
    );
  expect(sql.params).toHaveProperty('previous_from');
}

describe('the sample account', () => {
  const source = openSqliteSource(sampleDatabaseFile());

  it.each<[string, RawParams]>([
    ['the default period', {}],
    ['one day', { last: '1' }],
    ['a week', { last: '7' }],
    ['ninety days', { last: '90' }],
    ['beyond the data', { from: '2026-10-20', to: '2026-12-31' }],
    ['the first days', { from: '2026-04-15', to: '2026-05-20' }],
    ['a workspace', { workspace: 'prod' }],
    ['a department', { department: 'Finance', last: '14' }],
    ['a tag', { tag: 'critical', from: '2026-09-01', to: '2026-09-20' }],
  ])('adds up to the cent for %s', async (_what, raw) => {
    await expectAddingUp(raw, source);
  });

  it('lists the largest difference first and offers each to look into', async () => {
    const { rows, menu } = await run({}, source);
    const sizes = rows.map((row) => Math.abs(Number(row['difference_usd'])));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(menu[0]).toMatchObject({ ref: `${rows[0]?.['entity_type']}:${rows[0]?.['entity_id']}` });
  });

  it('draws one bar per term that moved, each from the end of the one before, and their sum', async () => {
    const { chart, rows } = await run({}, source);
    const bars = chart.dataset;
    bars.slice(1, -1).forEach((row, i) => {
      expect(row['start']).toBe(bars[i]?.['end']);
    });
    expect(Math.round(Number(bars.at(-1)?.['end']) * 100)).toBe(cents(rows, 'difference_usd'));
  });
});

describe('a nasty account', () => {
  it.each<[string, RawParams]>([
    ['a week', { last: '7' }],
    ['two days', { from: '2026-10-30', to: '2026-10-31' }],
    ['one day', { from: '2026-10-31', to: '2026-10-31' }],
    ['everything', { last: '30' }],
  ])('adds up to the cent for %s', async (_what, raw) => {
    await withUsage(NASTY, (source) => expectAddingUp(raw, source));
    await withUsage(NASTY, (source) => expectAddingUp(raw, source), { original: true });
  });

  it('has one hash whatever the order of its rows', async () => {
    const hash = (shuffle: string) =>
      withUsage(NASTY, async (source) => (await run({ last: '7' }, source)).hash, { shuffle });
    expect(new Set([await hash('a'), await hash('b'), await hash('c')]).size).toBe(1);
  });
});

/** Two days against two days: Ledger runs twice as often, Reco's hour costs more, Old is gone, Fresh is new. */
const SMALL: FixtureRows = {
  jobs: [
    { job_id: '1', job_name: 'Ledger', tags: '[]' },
    { job_id: '2', job_name: 'Reco', tags: '[]' },
    { job_id: '3', job_name: 'Old', tags: '[]' },
    { job_id: '4', job_name: 'Fresh', tags: '[]' },
  ],
  job_runs: [
    ...['28', '30', '31'].map((day) => ran('1', day)),
    ...['28', '30'].map((day) => ran('2', day)),
    ran('3', '29'),
    ran('4', '31'),
  ],
  compute_usage: [
    ...['28', '30', '31'].map((day) => used('1', day, 10, 100)),
    used('2', '28', 6, 60),
    used('2', '30', 9, 60),
    used('3', '29', 2, 20),
    used('4', '31', 3, 30),
    { ...used('4', '31', 0, 7), compute_usage_id: 'unpriced', total_cost: null },
  ],
};

function ran(job_id: string, day: string) {
  const job_run_id = `r${job_id}_${day}`;
  return {
    job_run_id,
    job_id,
    start_time: `2026-10-${day} 01:00:00`,
    duration_ms: 3_600_000,
    run_status: 'SUCCESS',
  };
}

function used(job: string, day: string, total_cost: number, dbus_consumed: number) {
  const parent_id = `r${job}_${day}`;
  return {
    compute_usage_id: `u${job}_${day}`,
    parent_id,
    parent_type: 'JOB_RUN',
    compute_sku: 'JOBS',
    dbus_consumed,
    total_cost,
    usage_date: `2026-10-${day}`,
  };
}

describe('four jobs', () => {
  it('have the terms one computes by hand', async () => {
    await withUsage(SMALL, async (source) => {
      const { rows, finding, notes } = await run({ last: '2' }, source);
      const terms = rows.map((row) => [
        row['entity_name'],
        row['difference_usd'],
        ...TERMS.filter((term) => row[`${term}_usd`]).map((term) => `${term} ${row[`${term}_usd`]}`),
      ]);
      expect(terms).toEqual([
        ['Ledger', 10, 'runs 10'],
        ['Reco', 3, 'price 3'],
        ['Fresh', 3, 'new 3'],
        ['Old', -2, 'gone -2'],
      ]);
      expect(rows.map((row) => row['retries_usd'])).toEqual([null, null, null, null]);
      expect(plainText(finding)).toBe(
        'Cost rose by $14 on the 2 days before, number of runs +$10. Ledger moved most (+$10).',
      );
      const remarks = notes.map(plainText).join('\n');
      expect(remarks).toContain('Repeated attempts are not assessed');
      expect(remarks).toContain('1 usage row has no price');
    });
  });
});
