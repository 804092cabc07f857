// Every report against a second computation over the raw rows: money to the cent, counts exact, ratios to six digits.
import { describe, expect, it } from 'vitest';
import { addDays } from '#src/lib/dates.ts';
import { createRandom } from '#src/lib/random.ts';
import { type RawParams, resolveParams } from '#src/reports/params.ts';
import { reportById } from '#src/reports/registry.ts';
import { DEFAULT_SETTINGS, type ReportResult, type Row } from '#src/reports/report.ts';
import { runReport } from '#src/reports/run_report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { NASTY } from '#test/fixtures/nasty_account.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';
import {
  type Account,
  type Expected,
  expectedComputeTypes,
  expectedJobCost,
  expectedPareto,
  expectedPreviousTotal,
  expectedSpotRisk,
  readAccount,
} from './independent_reports.ts';

async function run(id: string, raw: RawParams, source: UsageSource): Promise<ReportResult> {
  return runReport(reportById(id), await resolveParams(raw, source), source, DEFAULT_SETTINGS);
}

/** Rows of these reports add up to their total, so a few of the largest are a cent beside their own rounding. */
const ADDING_UP = new Set(['cost_total_usd', 'cost_ondemand_usd', 'cumulative_cost_usd']);
const CENT = 0.01 + 1e-9;
/** A running sum is beside its own rounding by as many cents as rows were moved. */
const MOST_CENTS = 15;

/** Money and counts must be equal; shares and means may differ in the last digits. */
function expectCells(row: Row | undefined, expected: Expected, what: string): void {
  expect(row, what).toBeDefined();
  for (const [name, value] of Object.entries(expected)) {
    const actual = row![name];
    if (/^(job_id|rank) /.test(what) && ADDING_UP.has(name)) {
      const cents = name === 'cumulative_cost_usd' ? MOST_CENTS : 1;
      expect(Math.abs(Number(actual) - Number(value)), `${what}: ${name}`).toBeLessThanOrEqual(cents * CENT);
      continue;
    }
    const isExact =
      value === null || typeof value === 'string' || /_usd$|_runs$|_rows$|count|days|daily|rank/.test(name);
    if (isExact) expect(actual, `${what}: ${name}`).toBe(value);
    else
      expect(Math.abs(Number(actual) - Number(value)), `${what}: ${name}`).toBeLessThanOrEqual(
        1e-6 * Math.max(1, Math.abs(Number(value))),
      );
  }
}

function expectRows(rows: readonly Row[], expected: ReadonlyMap<string, Expected>, key: string): void {
  expect(rows.map((row) => String(row[key] ?? '')).sort()).toEqual([...expected.keys()].sort());
  for (const [id, cells] of expected) {
    expectCells(
      rows.find((row) => String(row[key] ?? '') === id),
      cells,
      `${key} ${id}`,
    );
  }
}

async function expectAllReports(account: Account, raw: RawParams, source: UsageSource): Promise<void> {
  const cost = await run('job_cost', raw, source);
  const asked = cost.params;
  const hasPrevious = cost.window.hasPrevious;
  const known = (cells: Expected) => (hasPrevious ? cells : { ...cells, cost_previous_usd: null });
  const mapped = (all: Map<string, Expected>) => new Map([...all].map(([id, cells]) => [id, known(cells)]));
  expectRows(cost.rows, mapped(expectedJobCost(account, asked)), 'job_id');
  for (const row of cost.rows) {
    expect(Math.round((Number(row.cost_spot_usd) + Number(row.cost_ondemand_usd)) * 100)).toBe(
      Math.round(Number(row.cost_total_usd) * 100),
    );
  }
  const types = await run('compute_type_cost', raw, source);
  expectRows(types.rows, mapped(expectedComputeTypes(account, asked)), 'compute_type');
  const pareto = await run('job_cost_pareto', raw, source);
  const ranked = expectedPareto(account, asked);
  pareto.rows.reduce((before, row, i) => {
    const cents = before + Math.round(Number(row['cost_total_usd']) * 100);
    expect(row['cumulative_cost_usd'], `rank ${i + 1}`).toBe(cents / 100);
    return cents;
  }, 0);
  const costs = (rows: readonly Row[]) =>
    rows.map((row) => row['cost_total_usd']).filter((cost) => cost !== 0);
  expect(costs(pareto.rows)).toEqual(costs(cost.rows));
  expect(pareto.rows).toHaveLength(ranked.length);
  ranked.forEach((cells, i) => {
    expectCells(pareto.rows[i], cells, `rank ${i + 1}`);
  });
  const risk = await run('spot_risk_by_job', raw, source);
  expectRows(risk.rows, expectedSpotRisk(account, asked, DEFAULT_SETTINGS.spotDiscount), 'job_id');
  expectTotals(account, cost, types);
}

const factOf = (result: ReportResult, key: string) => result.facts.find((fact) => fact.key === key)?.value;

/** The totals people read: job cost is the jobs' part of all cost, and compares with all of the period before. */
function expectTotals(account: Account, cost: ReportResult, types: ReportResult): void {
  const jobRuns = types.rows.find((row) => row.compute_type === 'JOB_RUN');
  if (cost.rows.length === 0) return;
  expect(factOf(cost, 'cost.total')).toBe(jobRuns?.cost_total_usd ?? 0);
  const cents = cost.rows.reduce((sum, row) => sum + Math.round(Number(row.cost_total_usd) * 100), 0);
  expect(cents).toBe(Math.round(Number(jobRuns?.cost_total_usd ?? 0) * 100));
  const before = expectedPreviousTotal(account, cost.params);
  const change = factOf(cost, 'total.change_pct');
  const times = factOf(cost, 'total.change_times');
  if (!cost.window.hasPrevious || before <= 0) expect(change ?? times).toBeUndefined();
  else if (times !== undefined)
    expect(Number(times)).toBeCloseTo(Number(factOf(cost, 'cost.total')) / before, 4);
  else expect(Number(change)).toBeCloseTo(((Number(factOf(cost, 'cost.total')) - before) * 100) / before, 4);
}

describe('the sample account', () => {
  const file = sampleDatabaseFile();
  const account = readAccount(file);
  const source = openSqliteSource(file);

  it.each<[string, RawParams]>([
    ['the default period', {}],
    ['one day', { last: '1' }],
    ['two weeks', { last: '14' }],
    ['beyond the data', { from: '2026-10-20', to: '2026-12-31' }],
    ['up to the day before the last', { to: '2026-10-30' }],
    ['before the data', { from: '2020-01-01', to: '2020-01-31' }],
    ['all of it', { from: '2026-01-01', to: '2026-10-31' }],
    ['the first days', { from: '2026-04-15', to: '2026-05-20' }],
    ['a workspace', { workspace: 'prod' }],
    ['a department', { department: 'Finance' }],
    ['a tag', { tag: 'Critical' }],
    ['everything at once', { workspace: 'prod', department: 'Marketing', last: '60' }],
  ])('agrees for %s', async (_what, raw) => {
    await expectAllReports(account, raw, source);
  });

  it('agrees for random periods, workspaces, departments, tags and jobs', async () => {
    const random = createRandom('reports');
    const departments = [...new Set(account.users.map((user) => String(user.department)))].sort();
    for (let i = 0; i < 12; i++) {
      const from = addDays('2026-04-15', random.int(0, 190));
      const filter = random.pick<RawParams>([
        {},
        { workspace: String(random.pick(account.jobs).workspace_id) },
        { department: random.pick(departments) },
        { job: String(random.pick(account.jobs).job_id) },
        { tag: 'critical' },
      ]);
      await expectAllReports(account, { from, to: addDays(from, random.int(0, 45)), ...filter }, source);
    }
  });

  it('cuts rows by the limit, never totals or shares', async () => {
    const all = await run('job_cost', {}, source);
    const few = await run('job_cost', { limit: '3' }, source);
    expect(few.rows).toEqual(all.rows.slice(0, 3));
    expect(few.facts).toEqual(all.facts);
    expect(few.finding).toEqual(all.finding);
    expect(few.hash).not.toBe(all.hash);
  });

  it('lists the largest first, ties by id', async () => {
    const { rows } = await run('job_cost', {}, source);
    const costs = rows.map((row) => Number(row.cost_total_usd));
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
    const { rows: risky } = await run('spot_risk_by_job', {}, source);
    const scores = risky.map((row) => Number(row.risk_score));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.max(...scores)).toBeLessThanOrEqual(100);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
  });
});

describe('a nasty account', () => {
  const PERIODS: readonly [string, RawParams][] = [
    ['the last seven days', { last: '7' }],
    ['two days', { from: '2026-10-30', to: '2026-10-31' }],
    ['one day', { from: '2026-10-31', to: '2026-10-31' }],
    ['beyond the data', { from: '2026-10-25', to: '2026-11-08' }],
    ['everything', { last: '30' }],
    ['a workspace', { workspace: 'prod', last: '7' }],
    ['the other workspace', { workspace: 'w2', last: '7' }],
    ['a department', { department: 'finance', last: '7' }],
    ['a department that only a tag knows', { department: 'Facilities', last: '7' }],
    ['a plain tag', { tag: 'CRITICAL', last: '7' }],
    ['a tag with a value', { tag: 'Team:Finance', last: '7' }],
    ['a job', { job: '8', last: '7' }],
  ];

  it.each(PERIODS)('agrees for %s', async (_what, raw) => {
    await withUsage(NASTY, async (source, file) => {
      await expectAllReports(readAccount(file), raw, source);
    });
  });

  it.each(PERIODS)('agrees for %s in a database of the original schema', async (_what, raw) => {
    await withUsage(
      NASTY,
      async (source, file) => {
        await expectAllReports(readAccount(file), raw, source);
      },
      { original: true },
    );
  });
});
