// The rows a job's attempts leave: runs, usage per day, cluster events and evictions.
import { toTimestamp } from '#src/lib/dates.ts';
import type { Random } from '#src/lib/random.ts';
import { ARCHETYPES } from './archetypes.ts';
import { END_MS } from './calendar.ts';
import { type EvictionContext, evictionRow } from './evictions.ts';
import { clusterId, hexId, numericId } from './ids.ts';
import { instanceType } from './instance_types.ts';
import type { JobHistory, SimulatedAttempt } from './job_history.ts';
import type { Job } from './jobs.ts';
import { poolId } from './pools.ts';
import { clamp, micros, ratio4 } from './rounding.ts';
import { type EventType, emptyTelemetry, type RunRow, type Telemetry, type UsageRow } from './rows.ts';
import { PHOTON_FACTOR, priceOn } from './skus.ts';

const DAY_MS = 86_400_000;

/** Counters behind the job's ids. */
interface Writer {
  readonly job: Job;
  readonly out: Telemetry;
  readonly random: Random;
  readonly cpu: number;
  readonly memory: number;
}

export function telemetryOf(job: Job, history: JobHistory, random: Random): Telemetry {
  const traits = ARCHETYPES[job.spec.archetype];
  const cpu = clamp(traits.cpu + 7 * random.normal(), 9, 93);
  const memory = clamp(traits.memory + 0.07 * random.normal(), 0.12, 0.92);
  const writer: Writer = { job, out: emptyTelemetry(), random, cpu, memory };
  for (const [i, attempt] of history.attempts.entries()) writeAttempt(writer, attempt, i);
  return writer.out;
}

function writeAttempt(writer: Writer, attempt: SimulatedAttempt, index: number): void {
  const { job, out } = writer;
  const random = writer.random.fork(String(index));
  const run = runRow(job, attempt, index);
  out.runs.push(run);
  const cluster = job.spec.serverless ? null : clusterId(run.start_time, job.ordinal, index);
  const usage = usageRows(writer, attempt, run.job_run_id, cluster, random);
  out.usage.push(...usage);
  if (cluster && usage[0]) writeEvents(writer, attempt, usage, random);
}

function runRow(job: Job, attempt: SimulatedAttempt, index: number): RunRow {
  const running = attempt.endMs > END_MS;
  return {
    job_run_id: numericId('run', job.ordinal, index),
    job_id: job.id,
    start_time: toTimestamp(new Date(attempt.startMs)),
    end_time: running ? null : toTimestamp(new Date(attempt.endMs)),
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

/** DBUs per hour of the driver and the workers at work. */
export function dbusPerHour(job: Job, attempt: SimulatedAttempt): number {
  if (job.spec.serverless) return job.sizing.serverlessRate;
  const nodes =
    instanceType(job.sizing.driver).dbuPerHour + attempt.workers * instanceType(attempt.worker).dbuPerHour;
  return nodes * (job.spec.photon ? PHOTON_FACTOR : 1);
}

/** [day, hours] of the machine time of an attempt, one entry per UTC day it touches. */
export function hoursByDay(attempt: SimulatedAttempt): [day: string, hours: number][] {
  const end = Math.min(attempt.endMs, END_MS);
  const parts: [string, number][] = [];
  for (let from = attempt.startMs; from < end; ) {
    const to = Math.min(end, (Math.floor(from / DAY_MS) + 1) * DAY_MS);
    parts.push([toTimestamp(new Date(from)).slice(0, 10), ((to - from) / 3_600_000) * attempt.billedShare]);
    from = to;
  }
  return parts;
}

function usageRows(
  writer: Writer,
  attempt: SimulatedAttempt,
  runId: string,
  cluster: string | null,
  random: Random,
): UsageRow[] {
  const { job, out } = writer;
  const rate = dbusPerHour(job, attempt);
  const crowding = Math.sqrt(job.sizing.workers / Math.max(attempt.workers, 0.5));
  return hoursByDay(attempt).map(([day, hours], i) => {
    const dbus = micros(rate * hours);
    const cpu = clamp(writer.cpu * clamp(crowding, 0.6, 1.2) + 4 * random.normal(), 3, 98);
    const memory =
      instanceType(attempt.worker).memoryGb * clamp(writer.memory + 0.04 * random.normal(), 0.08, 0.97);
    return {
      compute_usage_id: hexId('usage', job.ordinal, out.usage.length + i, 'cu-'),
      parent_id: runId,
      parent_type: 'JOB_RUN',
      compute_sku: job.sizing.sku,
      dbus_consumed: dbus,
      cluster_id: cluster,
      cluster_instance_type: cluster ? attempt.worker : null,
      total_cost: costOf(job.sizing.sku, dbus, day),
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

/** DBUs times the list price in force; null without a price. */
export function costOf(sku: string, dbus: number, day: string): number | null {
  const price = priceOn(sku, day);
  return price === null ? null : micros(dbus * price);
}

function writeEvents(
  writer: Writer,
  attempt: SimulatedAttempt,
  usage: readonly UsageRow[],
  random: Random,
): void {
  const { job } = writer;
  const usageAt = (ms: number) => {
    const day = toTimestamp(new Date(ms)).slice(0, 10);
    return (usage.find((row) => row.usage_date === day) ?? usage[0]!).compute_usage_id;
  };
  const add = (type: EventType, ms: number, details: string, evictionId: string | null = null) => {
    writer.out.events.push({
      event_id: hexId('event', job.ordinal, writer.out.events.length, 'e-'),
      compute_usage_id: usageAt(ms),
      event_time: toTimestamp(new Date(ms)),
      event_type: type,
      user_id: null,
      details,
      eviction_id: evictionId,
    });
  };
  const start = attempt.startMs;
  add(
    'CLUSTER_START',
    start + 20_000,
    `job cluster started, ${Math.round(attempt.minNodes)} workers of ${attempt.worker}`,
  );
  for (const [ms, from, to] of resizes(attempt, job, random))
    add('AUTOSCALING', ms, `workers ${from} -> ${to}`);
  for (const ms of attempt.evictionsAt) addEviction(writer, attempt, ms, add, random);
  if (attempt.endMs <= END_MS) add('CLUSTER_TERMINATE', attempt.endMs, terminationText(attempt));
}

function terminationText(attempt: SimulatedAttempt): string {
  return attempt.status === 'FAILED'
    ? 'job cluster terminated after a failed run'
    : 'job cluster terminated: JOB_FINISHED';
}

function addEviction(
  writer: Writer,
  attempt: SimulatedAttempt,
  ms: number,
  add: (type: EventType, ms: number, details: string, evictionId: string) => void,
  random: Random,
): void {
  if (ms >= END_MS) return;
  const context: EvictionContext = {
    owner: writer.job.ordinal,
    count: writer.out.evictions.length,
    timeMs: ms,
    type: instanceType(attempt.worker),
    runFailed: attempt.status === 'FAILED',
    retried: attempt.hasRetry,
  };
  const row = evictionRow(context, random);
  writer.out.evictions.push(row);
  add('SPOT_EVICTION', ms, `spot worker ${attempt.worker} lost: ${row.eviction_reason}`, row.eviction_id);
}

/** Up to three resizes of an autoscaling run that lasts more than twenty minutes. */
function resizes(attempt: SimulatedAttempt, job: Job, random: Random): [number, number, number][] {
  const length = attempt.endMs - attempt.startMs;
  if (!job.spec.autoscales || length < 20 * 60_000 || attempt.maxNodes <= attempt.minNodes) return [];
  const count = job.spec.archetype === 'streaming' ? 4 : random.int(1, 3);
  let size = attempt.minNodes;
  const steps: [number, number, number][] = [];
  for (let i = 0; i < count; i++) {
    const next =
      i % 2 === 0
        ? random.int(Math.round(attempt.workers), attempt.maxNodes)
        : random.int(attempt.minNodes, attempt.maxNodes);
    const ms = attempt.startMs + Math.floor(((0.08 + (0.8 * i) / count) * length) / 1000) * 1000;
    if (next !== size && ms < END_MS) steps.push([ms, size, next]);
    size = next;
  }
  return steps;
}
