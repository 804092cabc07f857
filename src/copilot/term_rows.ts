// The rows behind one term of a changed cost, as a table: what the button `rows:<term>` of an answer posts.
import type { Term } from '#src/lib/cost_terms.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { ratio, significantOrNull } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import type { CostChangeRow } from '#src/reports/change_rows.ts';
import type { Column, Row } from '#src/reports/report.ts';
import type { JobRun, JobStudy } from './study/job_study.ts';

export interface TermTable {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The statements the rows come from, below sql/. */
  readonly sql: readonly string[];
}

const PERIOD: Column = { name: 'period', unit: 'text', description: 'now or before' };
const DBUS: Column = { name: 'dbus', unit: 'dbu', description: 'Databricks units consumed' };
const COST: Column = {
  name: 'cost_usd',
  unit: 'usd',
  description: 'Cost; null where nothing of it has a price',
};

const RUN_COLUMNS: readonly Column[] = [
  PERIOD,
  { name: 'job_run_id', unit: 'id', description: 'The run' },
  { name: 'start_time', unit: 'time', description: 'Start of the run' },
  { name: 'run_status', unit: 'text', description: 'How it ended' },
  { name: 'repeats', unit: 'id', description: 'The run it repeats, where the data say so' },
  { name: 'duration_mins', unit: 'minutes', description: 'Length of the run' },
  DBUS,
  { name: 'dbus_per_hour', unit: 'dbu', description: 'DBUs per hour of run time' },
  COST,
];

const PRICE_COLUMNS: readonly Column[] = [
  PERIOD,
  { name: 'compute_sku', unit: 'text', description: 'What was billed' },
  DBUS,
  COST,
  { name: 'usd_per_dbu', unit: 'usd_per_dbu', description: 'Cost / DBUs' },
];

/** Prices and their mix are of SKUs, everything else is of runs: for `retries` those that repeat another, for other terms all. */
export function jobTermRows(study: JobStudy, term: Term): TermTable {
  if (term === 'price' || term === 'mix')
    return { columns: PRICE_COLUMNS, rows: skuRows(study), sql: ['facts/job_periods'] };
  const runs = [...study.previousRuns, ...study.runs].filter(
    (run) => term !== 'retries' || run.retry_of_run_id !== null,
  );
  const rows = runs
    .map((run) => runRow(study, run))
    .sort((a, b) => compareText(a.start_time, b.start_time) || compareText(a.job_run_id, b.job_run_id));
  return { columns: RUN_COLUMNS, rows, sql: ['facts/job_runs'] };
}

function runRow({ params }: JobStudy, run: JobRun) {
  const hours = (run.duration_ms ?? 0) / 3.6e6;
  const dbus = run.dbu_micros === null ? null : run.dbu_micros / 1e6;
  return {
    period: run.start_time.slice(0, 10) >= params.from ? 'now' : 'before',
    job_run_id: run.job_run_id,
    start_time: run.start_time,
    run_status: run.run_status,
    repeats: run.retry_of_run_id,
    duration_mins: run.duration_ms === null ? null : run.duration_ms / 60_000,
    dbus: significantOrNull(dbus),
    dbus_per_hour: significantOrNull(dbus === null ? null : ratio(dbus, hours)),
    cost_usd: run.cost_micros === null ? null : microsToUsd(run.cost_micros),
  };
}

function skuRows({ skus }: JobStudy): Row[] {
  const rows = skus.map((row) => ({
    period: row.period === 'current' ? 'now' : 'before',
    compute_sku: row.compute_sku,
    dbus: significantOrNull(row.priced_dbu_micros / 1e6),
    cost_usd: microsToUsd(row.cost_micros),
    usd_per_dbu: significantOrNull(ratio(row.cost_micros, row.priced_dbu_micros)),
  }));
  return rows.sort((a, b) => compareText(a.period, b.period) || compareText(a.compute_sku, b.compute_sku));
}

/** Of a whole report: who has how much of the term, the largest first; the rows add up to it. */
export function reportTermRows(rows: readonly CostChangeRow[], term: Term): TermTable {
  const column = `${term}_usd` as const;
  const own = rows
    .filter((row) => (row[column] ?? 0) !== 0)
    .map((row) => ({
      entity_type: row.entity_type,
      entity_id: row.entity_id,
      entity_name: row.entity_name,
      cost_before_usd: row.cost_before_usd,
      cost_now_usd: row.cost_now_usd,
      [column]: row[column],
    }));
  const size = (row: (typeof own)[number]) => Math.abs(Number(row[column]));
  own.sort((a, b) => size(b) - size(a) || compareText(a.entity_name, b.entity_name));
  return { columns: reportColumns(column), rows: own, sql: ['reports/cost_change'] };
}

function reportColumns(column: string): readonly Column[] {
  return [
    { name: 'entity_type', unit: 'text', description: 'job, warehouse, cluster or product' },
    { name: 'entity_id', unit: 'id', description: 'Its id; null for usage whose job is unknown' },
    { name: 'entity_name', unit: 'text', description: 'Its name' },
    { name: 'cost_before_usd', unit: 'usd', description: 'Cost in the period before' },
    { name: 'cost_now_usd', unit: 'usd', description: 'Cost in the period' },
    { name: column, unit: 'usd_delta', description: 'Its part of the term' },
  ];
}
