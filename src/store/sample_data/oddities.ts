// Rows that do not fit, as real accounts have them: runs of a deleted job, usage of a run nobody knows.
import type { SqliteDatabase } from '../sqlite/open_database.ts';
import { hexId, numericId } from './ids.ts';
import type { TableWriter } from './insert.ts';
import type { RunRow, UsageRow } from './rows.ts';
import { costOf } from './skus.ts';

/** An owner of ids no job has. */
const DELETED_JOB_OWNER = 4_003_000;

export function writeOddities(write: TableWriter): void {
  const deleted = [deletedJobRun('2026-10-13', 0), deletedJobRun('2026-10-19', 1)];
  write('job_runs', deleted);
  write('compute_usage', [
    ...deleted.map((run, i) => usageOf(run.job_run_id, run.start_time.slice(0, 10), 61.2 + 8.4 * i, i)),
    usageOf(numericId('run', DELETED_JOB_OWNER, 7), '2026-10-08', 44.9, 2),
  ]);
}

/** The job was deleted after its run: its id is in no other table. */
function deletedJobRun(day: string, count: number): RunRow {
  return {
    job_run_id: numericId('run', DELETED_JOB_OWNER, count),
    job_id: numericId('job', DELETED_JOB_OWNER, 0),
    start_time: `${day} 09:14:20`,
    end_time: `${day} 10:02:05`,
    duration_ms: 2_865_000,
    run_status: 'SUCCESS',
    error_summary: null,
    driver_instance_type: 'm5.2xlarge',
    worker_instance_type: 'm5.2xlarge',
    is_fleet_cluster: 0,
    instance_pool_id: null,
    min_nodes: null,
    max_nodes: null,
    fixed_nodes: 6,
    is_autoscaling_enabled: 0,
    spot_ratio: 0,
    retry_of_run_id: null,
    repairs: 0,
  };
}

function usageOf(runId: string, day: string, dbus: number, count: number): UsageRow {
  return {
    compute_usage_id: hexId('usage', DELETED_JOB_OWNER, count, 'cu-'),
    parent_id: runId,
    parent_type: 'JOB_RUN',
    compute_sku: 'JOBS_COMPUTE',
    dbus_consumed: dbus,
    cluster_id: null,
    cluster_instance_type: 'm5.2xlarge',
    total_cost: costOf('JOBS_COMPUTE', dbus, day),
    avg_cpu_utilization: null,
    avg_memory_gb: null,
    peak_concurrent_users: null,
    is_production: null,
    usage_date: day,
    record_type: 'ORIGINAL',
    ingested_date: day,
  };
}

const COUNTS = {
  runsOfDeletedJobs: 'SELECT COUNT(*) FROM job_runs WHERE job_id NOT IN (SELECT job_id FROM jobs)',
  usageOfUnknownRuns:
    "SELECT COUNT(*) FROM compute_usage WHERE parent_type = 'JOB_RUN' AND parent_id NOT IN (SELECT job_run_id FROM job_runs)",
  runsWithoutUsage:
    "SELECT COUNT(*) FROM job_runs WHERE run_status <> 'SKIPPED' AND job_run_id NOT IN (SELECT parent_id FROM compute_usage)",
  unpricedUsageRows: 'SELECT COUNT(*) FROM compute_usage WHERE total_cost IS NULL',
  retractions: "SELECT COUNT(*) FROM compute_usage WHERE record_type = 'RETRACTION'",
  lateRows: 'SELECT COUNT(*) FROM compute_usage WHERE ingested_date > usage_date',
  jobsWithoutOwner: 'SELECT COUNT(*) FROM jobs WHERE creator_user_id IS NULL',
  usersWithoutDepartment: 'SELECT COUNT(*) FROM users_lookup WHERE department IS NULL',
} as const;

/** How many of each oddity the database holds. */
export function oddities(db: SqliteDatabase): Record<string, number> {
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
  return Object.fromEntries(Object.entries(COUNTS).map(([name, sql]) => [name, count(sql)]));
}
