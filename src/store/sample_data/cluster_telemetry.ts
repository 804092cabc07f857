// The rows an all-purpose cluster leaves: daily usage, starts and stops.

import type { Random } from '#src/lib/random.ts';
import { CALENDAR, type CalendarDay } from './calendar.ts';
import type { Cluster } from './clusters.ts';
import { hexId } from './ids.ts';
import { instanceType } from './instance_types.ts';
import { teamOf } from './people.ts';
import { clamp, micros, ratio4 } from './rounding.ts';
import { type ConfigRow, type EventType, emptyTelemetry, type Telemetry, type UsageRow } from './rows.ts';
import { daySessions, hoursOf, type Session, wholeDay } from './sessions.ts';
import { costOf, PHOTON_FACTOR } from './skus.ts';
import { timestampOf } from './timestamps.ts';
import { workspaceNamed } from './workspaces.ts';

const FIRST_CLUSTER_OWNER = 4_001_000;

interface Writer {
  readonly cluster: Cluster;
  readonly owner: number;
  readonly out: Telemetry;
}

export function clusterTelemetry(cluster: Cluster, ordinal: number, random: Random): Telemetry {
  const writer = { cluster, owner: FIRST_CLUSTER_OWNER + ordinal, out: emptyTelemetry() };
  for (const day of CALENDAR) writeDay(writer, day, random.fork(day.day));
  return writer.out;
}

function writeDay(writer: Writer, day: CalendarDay, random: Random): void {
  const { cluster, out } = writer;
  const forgotten = cluster.leftOn.includes(day.day);
  const sessions = forgotten ? [wholeDay(day)] : sessionsOn(cluster, day, random);
  if (sessions.length === 0) return;
  const usage = usageRow(writer, day, hoursOf(sessions), { cpu: forgotten ? 3 : cluster.cpu, random });
  out.usage.push(usage);
  if (!forgotten) for (const session of sessions) writeSession(writer, usage, session, random);
}

function sessionsOn(cluster: Cluster, day: CalendarDay, random: Random): Session[] {
  const quiet = day.isWeekend || day.isHoliday;
  const monthEnd = day.isMonthEnd && !quiet && cluster.team === 'Finance' ? 1.7 : 1;
  const hours = cluster.hours[quiet ? 1 : 0] * day.growth * monthEnd * Math.exp(0.22 * random.normal());
  return quiet && random.chance(0.55) ? [] : daySessions(day, Math.min(15, hours), random);
}

function writeSession(writer: Writer, usage: UsageRow, session: Session, random: Random): void {
  const { cluster } = writer;
  const started = `started by a user, ${cluster.workers} workers of ${cluster.worker}`;
  addEvent(
    writer,
    usage,
    'CLUSTER_START',
    session.startMs,
    started,
    random.pick(teamOf(cluster.team)).user_id,
  );
  const stopped = `terminated after ${cluster.autoStopMins} idle minutes`;
  addEvent(writer, usage, 'CLUSTER_TERMINATE', session.endMs, stopped, null);
}

function usageRow(
  writer: Writer,
  day: CalendarDay,
  hours: number,
  { cpu, random }: { cpu: number; random: Random },
): UsageRow {
  const { cluster, owner, out } = writer;
  const machine = instanceType(cluster.worker);
  const sku = cluster.photon ? 'ALL_PURPOSE_PHOTON' : 'ALL_PURPOSE_COMPUTE';
  const dbus = micros(
    hours * (cluster.workers + 1) * machine.dbuPerHour * (cluster.photon ? PHOTON_FACTOR : 1),
  );
  return {
    compute_usage_id: hexId('usage', owner, out.usage.length, 'cu-'),
    parent_id: cluster.id,
    parent_type: 'APC_CLUSTER',
    compute_sku: sku,
    dbus_consumed: dbus,
    cluster_id: cluster.id,
    cluster_instance_type: cluster.worker,
    total_cost: costOf(sku, dbus, day.day),
    avg_cpu_utilization: ratio4(clamp(cpu * (1 + 0.2 * random.normal()), 1, 95)),
    avg_memory_gb: ratio4(machine.memoryGb * clamp(0.42 + 0.08 * random.normal(), 0.1, 0.95)),
    peak_concurrent_users: null,
    is_production: workspaceNamed(cluster.workspace).isProduction === 0 ? 0 : null,
    usage_date: day.day,
    record_type: 'ORIGINAL',
    ingested_date: day.day,
  };
}

function addEvent(
  writer: Writer,
  usage: UsageRow,
  type: EventType,
  ms: number,
  details: string,
  user: string | null,
): void {
  const { owner, out } = writer;
  out.events.push({
    event_id: hexId('event', owner, out.events.length, 'e-'),
    compute_usage_id: usage.compute_usage_id,
    event_time: timestampOf(ms),
    event_type: type,
    user_id: user,
    details,
    eviction_id: null,
  });
}

export function clusterConfig(cluster: Cluster): ConfigRow {
  return {
    compute_id: cluster.id,
    changed_at: `2026-${cluster.id.slice(0, 2)}-${cluster.id.slice(2, 4)} 08:00:00`,
    size: null,
    warehouse_type: null,
    min_clusters: null,
    max_clusters: null,
    auto_stop_mins: cluster.autoStopMins,
    driver_instance_type: cluster.worker,
    worker_instance_type: cluster.worker,
    changed_by: teamOf(cluster.team)[0]!.user_id,
  };
}
