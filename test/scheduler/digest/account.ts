// A small account in round dollars: the same every day, $520 in all, except where a test says otherwise.
import { addDays, eachDay, type IsoDay } from '#src/lib/dates.ts';
import type { FixtureRow, FixtureRows } from '#test/fixtures/usage_fixture.ts';

export interface JobSpec {
  readonly id: string;
  readonly name: string;
  /** Dollars of a usual day's only run. */
  readonly usd: number;
  readonly minutes: number;
}

/** $400 of jobs a day. */
const JOBS: readonly JobSpec[] = [
  { id: '1', name: 'Nightly ledger', usd: 100, minutes: 60 },
  { id: '2', name: 'Reco training', usd: 200, minutes: 120 },
  { id: '3', name: 'Orders load', usd: 50, minutes: 30 },
  { id: '4', name: 'Orders report', usd: 30, minutes: 20 },
  { id: '5', name: 'Orders export', usd: 20, minutes: 10 },
];

/** $120 of shared compute a day. */
const COMPUTE = [
  { id: 'wh1', name: 'BI-1', type: 'SQL_WAREHOUSE', usd: 80, cpu: null },
  { id: 'cl1', name: 'Notebooks', type: 'APC_CLUSTER', usd: 40, cpu: 40 },
] as const;

export interface Run {
  readonly usd: number;
  readonly minutes?: number;
  readonly status?: 'SUCCESS' | 'FAILED' | 'SKIPPED';
  readonly error?: string;
  readonly isRetry?: boolean;
  readonly evictions?: number;
}

/** What differs on one day. */
export interface Edit {
  /** Runs by job id instead of the usual one; an empty list: it did not run. */
  readonly runs?: Readonly<Record<string, readonly Run[]>>;
  /** Dollars and CPU by compute id. */
  readonly compute?: Readonly<Record<string, { readonly usd: number; readonly cpu?: number }>>;
  /** Queries answered by the warehouse; 100 otherwise. */
  readonly queries?: number;
  /** Usage rows without a price. */
  readonly unpriced?: number;
  /** Configuration changes: compute id or job id to details. */
  readonly config?: Readonly<Record<string, string>>;
  /** Multiplies every dollar of job compute; DBUs stay. */
  readonly jobPrice?: number;
}

export interface AccountOptions {
  readonly from?: IsoDay;
  readonly to: IsoDay;
  readonly edits?: Readonly<Record<IsoDay, Edit>>;
  /** Further jobs; they run on edited days only. */
  readonly moreJobs?: readonly JobSpec[];
}

/** Ten weeks back by default, so that eight earlier weeks exist. */
const DAYS = 70;

/** List price of a DBU of job compute, so that $100 are 500 DBUs. */
const JOB_PRICE = 0.2;

export function account({
  to,
  from = addDays(to, 1 - DAYS),
  edits = {},
  moreJobs = [],
}: AccountOptions): FixtureRows {
  const rows = newTables([...JOBS, ...moreJobs]);
  for (const day of eachDay(from, to)) {
    const edit = edits[day] ?? {};
    for (const job of [...JOBS, ...moreJobs]) writeRuns(rows, day, job, runsOf(job, edit), edit);
    for (const compute of COMPUTE) writeCompute(rows, day, compute, edit);
    for (let i = 0; i < (edit.unpriced ?? 0); i++) rows.compute_usage.push(unpricedRow(day, i));
  }
  return rows;
}

type Tables = Record<string, FixtureRow[]> & {
  compute_usage: FixtureRow[];
  job_runs: FixtureRow[];
  events: FixtureRow[];
};

function newTables(jobs: readonly JobSpec[]): Tables {
  return {
    workspace: [{ workspace_id: 'w1', workspace_name: 'Prod' }],
    jobs: jobs.map(({ id, name }) => ({ job_id: id, job_name: name, workspace_id: 'w1' })),
    non_job_compute: COMPUTE.map(({ id, name, type }) => ({
      compute_id: id,
      compute_name: name,
      compute_type: type,
      workspace_id: 'w1',
    })),
    job_dependencies: [
      { job_id: '4', depends_on_job_id: '3' },
      { job_id: '5', depends_on_job_id: '4' },
    ],
    cost_basis: [{ basis: 'list', description: 'DBU list price, EC2 not included' }],
    job_runs: [],
    compute_usage: [],
    events: [],
    sql_query_history: [],
  };
}

function runsOf(job: JobSpec, { runs = {} }: Edit): readonly Run[] {
  const usual = JOBS.includes(job) ? [{ usd: job.usd }] : [];
  return runs[job.id] ?? usual;
}

function writeRuns(rows: Tables, day: IsoDay, job: JobSpec, runs: readonly Run[], edit: Edit): void {
  let previous: string | null = null;
  for (const [i, run] of runs.entries()) {
    const id = `run-${job.id}-${day}-${i}`;
    const hour = String(2 + i).padStart(2, '0');
    rows.job_runs.push({
      job_run_id: id,
      job_id: job.id,
      start_time: `${day} ${hour}:00:00`,
      duration_ms: (run.minutes ?? job.minutes) * 60_000,
      run_status: run.status ?? 'SUCCESS',
      error_summary: run.error ?? null,
      spot_ratio: 0,
      retry_of_run_id: run.isRetry ? previous : null,
    });
    if (run.status !== 'SKIPPED') {
      const cost = run.usd * (edit.jobPrice ?? 1);
      rows.compute_usage.push(usage(`u-${id}`, day, 'JOB_RUN', id, cost, run.usd / JOB_PRICE));
    }
    for (let n = 0; n < (run.evictions ?? 0); n++)
      rows.events.push(event(`ev-${id}-${n}`, `u-${id}`, `${day} ${hour}:30:00`, 'SPOT_EVICTION', null));
    previous = id;
  }
  const details = edit.config?.[job.id];
  if (details)
    rows.events.push(
      event(`cfg-${job.id}-${day}`, `u-run-${job.id}-${day}-0`, `${day} 01:00:00`, 'CONFIG_CHANGE', details),
    );
}

function writeCompute(rows: Tables, day: IsoDay, spec: (typeof COMPUTE)[number], edit: Edit): void {
  const { usd, cpu = spec.cpu } = edit.compute?.[spec.id] ?? { usd: spec.usd };
  const id = `u-${spec.id}-${day}`;
  if (usd > 0)
    rows.compute_usage.push({
      ...usage(id, day, spec.type, spec.id, usd, usd * 2),
      avg_cpu_utilization: cpu,
    });
  const details = edit.config?.[spec.id];
  if (details)
    rows.events.push(event(`cfg-${spec.id}-${day}`, id, `${day} 15:00:00`, 'CONFIG_CHANGE', details));
  if (spec.id !== 'wh1') return;
  for (let n = 0; n < (edit.queries ?? 100); n++)
    rows.sql_query_history!.push({
      query_id: `q-${day}-${n}`,
      parent_id: 'wh1',
      start_time: `${day} 10:00:00`,
      duration_ms: 6000,
    });
}

function usage(id: string, day: IsoDay, type: string, parent: string, usd: number, dbus: number): FixtureRow {
  return {
    compute_usage_id: id,
    parent_id: parent,
    parent_type: type,
    compute_sku: type === 'JOB_RUN' ? 'JOBS_COMPUTE' : `${type}_SKU`,
    dbus_consumed: dbus,
    total_cost: usd,
    usage_date: day,
  };
}

function unpricedRow(day: IsoDay, i: number): FixtureRow {
  return { ...usage(`unpriced-${day}-${i}`, day, 'SQL_WAREHOUSE', 'wh1', 0, 1), total_cost: null };
}

function event(id: string, usageId: string, time: string, type: string, details: string | null): FixtureRow {
  return { event_id: id, compute_usage_id: usageId, event_time: time, event_type: type, details };
}
