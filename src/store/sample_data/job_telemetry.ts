// The rows a job's attempts leave: runs, usage per day, and the events of their clusters.

import type { Random } from '#src/lib/random.ts';
import { ARCHETYPES } from './archetypes.ts';
import { END_MS } from './calendar.ts';
import type { ConfigChange } from './config_changes.ts';
import { clusterId, hexId, numericId } from './ids.ts';
import { instanceType } from './instance_types.ts';
import type { JobHistory, SimulatedAttempt } from './job_history.ts';
import type { Job } from './jobs.ts';
import { poolId } from './pools.ts';
import { clamp, ratio4 } from './rounding.ts';
import { emptyTelemetry, type RunRow, type Telemetry, type UsageRow } from './rows.ts';
import { writeClusterEvents, writeConfigChange } from './run_events.ts';
import { dayCosts } from './run_usage.ts';
import { timestampOf } from './timestamps.ts';

interface JobTelemetryOptions {
  /** Oldest first. */
  readonly changes: readonly ConfigChange[];
  /** Share of runs whose usage never arrives. */
  readonly lostUsage: number;
}

interface Writer {
  readonly job: Job;
  readonly out: Telemetry;
  readonly lostUsage: number;
  /** The job's own level of CPU percent and memory share. */
  readonly cpu: number;
  readonly memory: number;
}

export function telemetryOf(
  job: Job,
  history: JobHistory,
  options: JobTelemetryOptions,
  random: Random,
): Telemetry {
  const traits = ARCHETYPES[job.spec.archetype];
  const cpu = clamp(traits.cpu + 7 * random.normal(), 9, 93);
  const memory = clamp(traits.memory + 0.07 * random.normal(), 0.12, 0.92);
  const writer = { job, out: emptyTelemetry(), lostUsage: options.lostUsage, cpu, memory };
  const waiting = [...options.changes];
  for (const [i, attempt] of history.attempts.entries()) {
    const attemptRandom = random.fork(String(i));
    const usage = writeAttempt(writer, attempt, i, attemptRandom);
    while (waiting[0] && usage[0] && waiting[0].day <= usage[0].usage_date) {
      writeConfigChange({ job, out: writer.out, attempt, usage }, waiting.shift()!, attemptRandom);
    }
  }
  return writer.out;
}

function writeAttempt(writer: Writer, attempt: SimulatedAttempt, index: number, random: Random): UsageRow[] {
  const { job, out } = writer;
  const run = runRow(job, attempt, index);
  out.runs.push(run);
  const cluster = job.spec.serverless ? null : clusterId(run.start_time, job.ordinal, index);
  const all = usageRows(writer, attempt, run.job_run_id, cluster, random);
  const usage = random.chance(writer.lostUsage) ? [] : all;
  out.usage.push(...usage);
  if (cluster && all.length > 0) writeClusterEvents({ job, out, attempt, usage }, random);
  return usage;
}

function runRow(job: Job, attempt: SimulatedAttempt, index: number): RunRow {
  const running = attempt.endMs > END_MS;
  return {
    job_run_id: numericId('run', job.ordinal, index),
    job_id: job.id,
    start_time: timestampOf(attempt.startMs),
    end_time: running ? null : timestampOf(attempt.endMs),
    duration_ms: running ? null : attempt.endMs - attempt.startMs,
    run_status: running ? 'RUNNING' : attempt.status,
    error_summary: running ? null : attempt.error,
    ...(job.spec.serverless ? NO_NODES : nodeColumns(job, attempt)),
    retry_of_run_id: attempt.retryOf === null ? null : numericId('run', job.ordinal, attempt.retryOf),
    repairs: attempt.repairs,
  };
}

type NodeColumns = Pick<
  RunRow,
  | 'driver_instance_type'
  | 'worker_instance_type'
  | 'is_fleet_cluster'
  | 'instance_pool_id'
  | 'min_nodes'
  | 'max_nodes'
  | 'fixed_nodes'
  | 'is_autoscaling_enabled'
  | 'spot_ratio'
>;

/** Serverless runs show no machines. */
const NO_NODES: NodeColumns = {
  driver_instance_type: null,
  worker_instance_type: null,
  is_fleet_cluster: null,
  instance_pool_id: null,
  min_nodes: null,
  max_nodes: null,
  fixed_nodes: null,
  is_autoscaling_enabled: null,
  spot_ratio: null,
};

function nodeColumns(job: Job, attempt: SimulatedAttempt): NodeColumns {
  const scales = job.spec.autoscales;
  return {
    driver_instance_type: job.sizing.driver,
    worker_instance_type: attempt.worker,
    is_fleet_cluster: Number(attempt.worker.includes('-fleet.')),
    instance_pool_id: job.spec.pool ? poolId(job.spec.pool) : null,
    min_nodes: scales ? attempt.minNodes : null,
    max_nodes: scales ? attempt.maxNodes : null,
    fixed_nodes: scales ? null : Math.round(attempt.workers),
    is_autoscaling_enabled: Number(scales),
    spot_ratio: ratio4(attempt.spotRatio ?? 0),
  };
}

function usageRows(
  writer: Writer,
  attempt: SimulatedAttempt,
  runId: string,
  cluster: string | null,
  random: Random,
): UsageRow[] {
  const { job, out } = writer;
  // The same work on more machines leaves each of them idler.
  const crowding = clamp(Math.sqrt(job.sizing.workers / Math.max(attempt.workers, 0.5)), 0.6, 1.2);
  const memoryGb = instanceType(attempt.worker).memoryGb;
  return dayCosts(job, attempt).map(({ day, dbus, usd }, i) => {
    const cpu = clamp(writer.cpu * crowding + 4 * random.normal(), 3, 98);
    const memory = memoryGb * clamp(writer.memory + 0.04 * random.normal(), 0.08, 0.97);
    return {
      compute_usage_id: hexId('usage', job.ordinal, out.usage.length + i, 'cu-'),
      parent_id: runId,
      parent_type: 'JOB_RUN',
      compute_sku: job.sizing.sku,
      dbus_consumed: dbus,
      cluster_id: cluster,
      cluster_instance_type: cluster ? attempt.worker : null,
      total_cost: usd,
      avg_cpu_utilization: cluster ? ratio4(cpu) : null,
      avg_memory_gb: cluster ? ratio4(memory) : null,
      peak_concurrent_users: null,
      is_production: job.isProduction,
      usage_date: day,
      record_type: 'ORIGINAL',
      ingested_date: day,
    };
  });
}
