// The cluster events of a job's runs: starts, resizes, lost machines, stops and configuration changes.

import type { Random } from '#src/lib/random.ts';
import { END_MS } from './calendar.ts';
import type { ConfigChange } from './config_changes.ts';
import { evictionRow } from './evictions.ts';
import { hexId } from './ids.ts';
import { instanceType } from './instance_types.ts';
import type { SimulatedAttempt } from './job_history.ts';
import type { Job } from './jobs.ts';
import type { EventRow, Telemetry, UsageRow } from './rows.ts';
import { timestampOf } from './timestamps.ts';

interface AttemptEvents {
  readonly job: Job;
  readonly out: Telemetry;
  readonly attempt: SimulatedAttempt;
  /** The attempt's usage rows, oldest first; empty when its usage never arrived. */
  readonly usage: readonly UsageRow[];
}

export function writeClusterEvents(context: AttemptEvents, random: Random): void {
  const { attempt } = context;
  const size = Math.max(1, Math.round(attempt.minNodes));
  const firstMs = Math.min(attempt.startMs + 20_000, attempt.endMs);
  add(context, 'CLUSTER_START', firstMs, `job cluster started, ${size} workers of ${attempt.worker}`);
  for (const [ms, from, to] of resizes(context, random))
    add(context, 'AUTOSCALING', ms, `workers ${from} -> ${to}`);
  for (const ms of attempt.evictionsAt) if (ms < END_MS) addEviction(context, ms, random);
  if (attempt.endMs > END_MS) return;
  const reason = attempt.status === 'FAILED' ? 'after a failed run' : 'JOB_FINISHED';
  add(context, 'CLUSTER_TERMINATE', attempt.endMs, `job cluster terminated: ${reason}`);
}

/** Between 5 and 70 minutes before the first run with the new configuration, on that run's day. */
export function writeConfigChange(context: AttemptEvents, change: ConfigChange, random: Random): void {
  const { startMs } = context.attempt;
  const dayMs = Math.floor(startMs / 86_400_000) * 86_400_000;
  const leadMs = Math.min(random.int(300, 4200) * 1000, Math.floor((startMs - dayMs) / 2000) * 1000);
  const ms = startMs - leadMs;
  add(context, 'CONFIG_CHANGE', ms, change.details, { user_id: change.userId });
}

function add(
  { job, out, usage }: AttemptEvents,
  type: EventRow['event_type'],
  ms: number,
  details: string,
  more: Partial<EventRow> = {},
): void {
  const time = timestampOf(ms);
  const row = usage.find((u) => u.usage_date === time.slice(0, 10)) ?? usage[0];
  out.events.push({
    event_id: hexId('event', job.ordinal, out.events.length, 'e-'),
    compute_usage_id: row?.compute_usage_id ?? null,
    event_time: time,
    event_type: type,
    user_id: null,
    details,
    eviction_id: null,
    ...more,
  });
}

function addEviction(context: AttemptEvents, ms: number, random: Random): void {
  const { job, out, attempt } = context;
  const row = evictionRow(
    {
      owner: job.ordinal,
      count: out.evictions.length,
      timeMs: ms,
      type: instanceType(attempt.worker),
      runFailed: attempt.status === 'FAILED',
      retried: attempt.hasRetry,
    },
    random,
  );
  out.evictions.push(row);
  const details = `spot worker ${attempt.worker} lost: ${row.eviction_reason}`;
  add(context, 'SPOT_EVICTION', ms, details, { eviction_id: row.eviction_id });
}

/** Up to four resizes of an autoscaling run that lasts more than twenty minutes. */
function resizes({ attempt, job }: AttemptEvents, random: Random): [ms: number, from: number, to: number][] {
  const length = attempt.endMs - attempt.startMs;
  if (!job.spec.autoscales || length < 20 * 60_000 || attempt.maxNodes <= attempt.minNodes) return [];
  const count = job.spec.archetype === 'streaming' ? 4 : random.int(1, 3);
  let size = attempt.minNodes;
  const steps: [number, number, number][] = [];
  for (let i = 0; i < count; i++) {
    const low = i % 2 === 0 ? Math.min(attempt.maxNodes, Math.round(attempt.workers)) : attempt.minNodes;
    const next = random.int(low, attempt.maxNodes);
    const ms = attempt.startMs + Math.floor(((0.08 + (0.8 * i) / count) * length) / 1000) * 1000;
    if (next !== size && ms < END_MS) steps.push([ms, size, next]);
    size = next;
  }
  return steps;
}
