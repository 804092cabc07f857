// The four reports computed a second time, row by row in plain JavaScript: no rollup, no SQL beyond SELECT *.
import { openDatabase } from '#src/store/sqlite/open_database.ts';

type Cells = Record<string, string | number | null>;

export interface Account {
  readonly jobs: readonly Cells[];
  readonly runs: readonly Cells[];
  readonly usage: readonly Cells[];
  readonly events: readonly Cells[];
  readonly computes: readonly Cells[];
  readonly users: readonly Cells[];
}

export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly workspace?: string | null;
  readonly department?: string | null;
  readonly tag?: string | null;
  readonly job?: string | null;
}

export type Expected = Record<string, string | number | null>;

export function readAccount(file: string): Account {
  const db = openDatabase(file, { readonly: true });
  const all = (table: string) => db.prepare<[], Cells>(`SELECT * FROM main.${table}`).all();
  const account = {
    jobs: all('jobs'),
    runs: all('job_runs'),
    usage: all('compute_usage'),
    events: all('events'),
    computes: all('non_job_compute'),
    users: all('users_lookup'),
  };
  db.close();
  return account;
}

/** Whole micro-dollars: sums of them are exact in a double. */
const micros = (value: unknown) =>
  Math.sign(Number(value ?? 0)) * Math.round(Math.abs(Number(value ?? 0)) * 1e6);
/** Dollars to the cent, half away from zero. */
const usd = (value: number) => {
  const cents = Math.round(Math.abs(value) / 1e4);
  return cents === 0 ? 0 : (Math.sign(value) * cents) / 100;
};
const per = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const day = (value: unknown) => String(value ?? '').slice(0, 10);

function tagsOf(job: Cells): { key: string; value: string }[] {
  try {
    const tags: unknown = JSON.parse(String(job.tags));
    if (Array.isArray(tags)) {
      return tags
        .filter((tag) => typeof tag === 'string')
        .map((text) => {
          const at = text.indexOf(':');
          return at < 0
            ? { key: text.trim(), value: '' }
            : { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
        });
    }
    if (tags && typeof tags === 'object') {
      return Object.entries(tags).map(([key, value]) => ({
        key,
        value: value === true ? '' : String(value ?? '').trim(),
      }));
    }
  } catch {}
  return [];
}

function departmentOf(account: Account, job: Cells): string | null {
  const named = new Map(
    account.users
      .filter((u) => u.department)
      .map((u) => [String(u.department).toLowerCase(), String(u.department)]),
  );
  const tags = tagsOf(job).sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  const own = tags.find((tag) => tag.key.toLowerCase() === 'department' && tag.value !== '');
  if (own) return named.get(own.value.toLowerCase()) ?? own.value;
  const found = tags
    .map((tag) => named.get((tag.value === '' ? tag.key : tag.value).toLowerCase()))
    .filter((name) => name !== undefined)
    .sort();
  return found[0] ?? null;
}

function picked(account: Account, asked: Asked): Set<string> {
  const jobs = account.jobs.filter(
    (job) =>
      (asked.workspace == null || job.workspace_id === asked.workspace) &&
      (asked.job == null || job.job_id === asked.job) &&
      (asked.department == null || departmentOf(account, job) === asked.department) &&
      (asked.tag == null ||
        tagsOf(job).some(
          ({ key, value }) => (value === '' ? key : `${key}:${value}`).toLowerCase() === asked.tag,
        )),
  );
  return new Set(jobs.map((job) => String(job.job_id)));
}

const unfiltered = (asked: Asked) =>
  asked.workspace == null && asked.department == null && asked.tag == null && asked.job == null;

type Sums = ReturnType<typeof emptySums>;

/** Sums per job id ('' when the job is unknown), of the jobs asked for. */
function perJob(account: Account, asked: Asked): ReadonlyMap<string, Sums> {
  const jobs = picked(account, asked);
  const known = new Set(account.jobs.map((job) => String(job.job_id)));
  const runs = byKey(account.runs, 'job_run_id');
  const sums = new Map<string, Sums>();
  const of = (jobId: unknown): Sums | null => {
    const id = jobId != null && known.has(String(jobId)) ? String(jobId) : '';
    if (id === '' ? !unfiltered(asked) : !jobs.has(id)) return null;
    if (!sums.has(id)) sums.set(id, emptySums());
    return sums.get(id)!;
  };
  const inside = (value: unknown) => day(value) >= asked.from && day(value) <= asked.to;
  for (const row of account.usage.filter(
    (item) => item.parent_type === 'JOB_RUN' && inside(item.usage_date),
  )) {
    const run = runs.get(String(row.parent_id));
    addUsage(of(run?.job_id), row, Number(run?.spot_ratio ?? 0));
  }
  for (const run of account.runs.filter((item) => inside(item.start_time))) addRun(of(run.job_id), run);
  const usage = byKey(account.usage, 'compute_usage_id');
  for (const event of account.events.filter(
    (item) => item.event_type === 'SPOT_EVICTION' && inside(item.event_time),
  )) {
    const row = usage.get(String(event.compute_usage_id));
    const run = row?.parent_type === 'JOB_RUN' ? runs.get(String(row.parent_id)) : undefined;
    addEviction(of(run?.job_id), event);
  }
  return sums;
}

function byKey(rows: readonly Cells[], key: string): ReadonlyMap<string, Cells> {
  return new Map(rows.map((row) => [String(row[key]), row]));
}

function addUsage(sum: Sums | null, row: Cells, spotRatio: number): void {
  if (!sum) return;
  sum.usageRows += 1;
  sum.cost += micros(row.total_cost);
  sum.spot += micros(Number(row.total_cost ?? 0) * spotRatio);
  sum.dbu += micros(row.dbus_consumed);
  sum.unpriced += Number(row.total_cost === null);
  sum.cpu += Number(row.avg_cpu_utilization ?? 0);
  sum.cpuRows += Number(row.avg_cpu_utilization !== null);
}

function addRun(sum: Sums | null, run: Cells): void {
  if (!sum) return;
  sum.runs += 1;
  sum.success += Number(run.run_status === 'SUCCESS');
  sum.failed += Number(run.run_status === 'FAILED');
  sum.minutes += Number(run.duration_ms ?? 0) / 60_000;
  sum.timed += Number(run.duration_ms !== null);
  sum.ratio += Number(run.spot_ratio ?? 0);
  sum.ratioRuns += Number(run.spot_ratio !== null);
  sum.runDays.add(day(run.start_time));
}

function addEviction(sum: Sums | null, event: Cells): void {
  if (!sum) return;
  sum.evictions += 1;
  sum.evictionDays.add(day(event.event_time));
}

function emptySums() {
  return {
    cost: 0,
    spot: 0,
    dbu: 0,
    unpriced: 0,
    usageRows: 0,
    cpu: 0,
    cpuRows: 0,
    runs: 0,
    success: 0,
    failed: 0,
    minutes: 0,
    timed: 0,
    ratio: 0,
    ratioRuns: 0,
    evictions: 0,
    runDays: new Set<string>(),
    evictionDays: new Set<string>(),
  };
}

function previous(asked: Asked): Asked {
  const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
  const days = (at(asked.to) - at(asked.from)) / 86_400_000 + 1;
  const back = (text: string, n: number) => new Date(at(text) - n * 86_400_000).toISOString().slice(0, 10);
  return { ...asked, from: back(asked.from, days), to: back(asked.from, 1) };
}

/** By job id; the key '' is usage and runs without a known job. */
export function expectedJobCost(account: Account, asked: Asked): Map<string, Expected> {
  const now = [...perJob(account, asked)].filter(([, sum]) => sum.usageRows > 0 || sum.runs > 0);
  const before = perJob(account, previous(asked));
  const all = now.reduce((total, [, sum]) => total + sum.cost, 0);
  return new Map(
    now.map(([id, sum]) => [
      id,
      {
        cost_total_usd: usd(sum.cost),
        cost_spot_usd: usd(sum.spot),
        cost_previous_usd: usd(before.get(id)?.cost ?? 0),
        total_runs: sum.runs,
        success_runs: sum.success,
        failed_runs: sum.failed,
        success_rate_pct: per(sum.success * 100, sum.success + sum.failed),
        failure_rate_pct: per(sum.failed * 100, sum.success + sum.failed),
        avg_duration_mins: per(sum.minutes, sum.timed),
        avg_cpu_utilization: per(sum.cpu, sum.cpuRows),
        avg_spot_ratio: per(sum.ratio, sum.ratioRuns),
        total_dbus: sum.dbu / 1e6,
        cost_per_dbu: per(sum.cost, sum.dbu),
        pct_of_total_cost: per(sum.cost * 100, all),
        unpriced_rows: sum.unpriced,
      },
    ]),
  );
}

/** In rank order. */
export function expectedPareto(account: Account, asked: Asked): Expected[] {
  const rows = [...perJob(account, asked)].filter(([, sum]) => sum.usageRows > 0);
  rows.sort(([a, x], [b, y]) => y.cost - x.cost || (a < b ? -1 : 1));
  const all = rows.reduce((total, [, sum]) => total + sum.cost, 0);
  let running = 0;
  return rows.map(([id, sum], i) => {
    running += sum.cost;
    return {
      rank: i + 1,
      job_id: id === '' ? null : id,
      cost_total_usd: usd(sum.cost),
      cumulative_cost_usd: usd(running),
      cumulative_pct: per(running * 100, all),
      pct_of_total: per(sum.cost * 100, all),
      run_count: sum.runs,
      unpriced_rows: sum.unpriced,
    };
  });
}

export function expectedSpotRisk(account: Account, asked: Asked, discount: number): Map<string, Expected> {
  const rows = [...perJob(account, asked)].filter(([id, sum]) => id !== '' && sum.cost > 0);
  const days = (Date.parse(asked.to) - Date.parse(asked.from)) / 86_400_000 + 1;
  return new Map(
    rows.map(([id, sum]) => {
      const failure = per(sum.failed, sum.success + sum.failed);
      const disturbed = Math.min(1, per(sum.evictionDays.size, sum.runDays.size) ?? 0);
      const share = sum.spot / sum.cost;
      const atRisk = Math.max(0, sum.spot) * (1 - (1 - disturbed) * (1 - (failure ?? 0)));
      const daily = atRisk / 1e6 / days;
      const onDemand = sum.cost - sum.spot + sum.spot / (1 - discount);
      return [
        id,
        {
          cost_total_usd: usd(sum.cost),
          cost_spot_usd: usd(sum.spot),
          spot_cost_pct: share * 100,
          eviction_count: sum.evictions,
          days_with_evictions: sum.evictionDays.size,
          failure_rate_pct: failure === null ? null : failure * 100,
          at_risk_usd: usd(Math.round(atRisk)),
          risk_score: (100 * daily) / (daily + 10),
          cost_if_all_ondemand_usd: usd(Math.round(onDemand)),
          reliability_premium_usd: usd(Math.round(onDemand - sum.cost)),
          unpriced_rows: sum.unpriced,
        },
      ];
    }),
  );
}

const TYPES = ['JOB_RUN', 'SQL_WAREHOUSE', 'APC_CLUSTER'];

const typeOf = (row: Cells) => (TYPES.includes(String(row.parent_type)) ? String(row.parent_type) : 'OTHER');

function perType(account: Account, asked: Asked): ReadonlyMap<string, Sums> {
  const jobs = picked(account, asked);
  const runs = byKey(account.runs, 'job_run_id');
  const computes = byKey(account.computes, 'compute_id');
  const placeOf = (id: string) => computes.get(id)?.workspace_id ?? id.split(':')[0];
  const jobOnly = asked.department != null || asked.tag != null || asked.job != null;
  const isMine = (row: Cells) => {
    const parent = String(row.parent_id);
    if (row.parent_type === 'JOB_RUN') return jobs.has(String(runs.get(parent)?.job_id));
    return !jobOnly && placeOf(parent) === asked.workspace;
  };
  const sums = new Map<string, Sums>();
  const inside = (row: Cells) => day(row.usage_date) >= asked.from && day(row.usage_date) <= asked.to;
  for (const row of account.usage.filter((item) => inside(item) && (unfiltered(asked) || isMine(item)))) {
    const sum = sums.get(typeOf(row)) ?? emptySums();
    sums.set(typeOf(row), sum);
    addUsage(sum, row, 0);
    sum.runDays.add(day(row.usage_date));
  }
  return sums;
}

export function expectedComputeTypes(account: Account, asked: Asked): Map<string, Expected> {
  const now = perType(account, asked);
  const before = perType(account, previous(asked));
  const all = [...now.values()].reduce((total, sum) => total + sum.cost, 0);
  return new Map(
    [...now].map(([type, sum]) => [
      type,
      {
        cost_total_usd: usd(sum.cost),
        dbus_total: sum.dbu / 1e6,
        avg_daily_cost: usd(Math.round(sum.cost / sum.runDays.size)),
        pct_of_total: per(sum.cost * 100, all),
        avg_cpu_utilization: per(sum.cpu, sum.cpuRows),
        days_active: sum.runDays.size,
        cost_previous_usd: usd(before.get(type)?.cost ?? 0),
        unpriced_rows: sum.unpriced,
      },
    ]),
  );
}

/** Cost of the period before, of everything asked for, also of jobs that have vanished since. */
export function expectedPreviousTotal(account: Account, asked: Asked): number {
  return usd([...perJob(account, previous(asked)).values()].reduce((total, sum) => total + sum.cost, 0));
}
