// The rows a SQL warehouse leaves: daily usage, starts and stops, and its configuration over time.
import { toTimestamp } from '#src/lib/dates.ts';
import type { Random } from '#src/lib/random.ts';
import { CALENDAR, type CalendarDay } from './calendar.ts';
import { hexId } from './ids.ts';
import { costOf } from './job_telemetry.ts';
import { type ConfigVersion, WAREHOUSE_DBUS, WAREHOUSE_SKUS, type Warehouse } from './non_job_compute.ts';
import { micros } from './rounding.ts';
import { type ConfigRow, type EventType, emptyTelemetry, type Telemetry, type UsageRow } from './rows.ts';
import { daySessions, hoursOf, type Session } from './sessions.ts';
import { workspaceNamed } from './workspaces.ts';

/** Owners of ids above all jobs. */
export const FIRST_WAREHOUSE_OWNER = 4_000_000;

interface Writer {
  readonly warehouse: Warehouse;
  readonly owner: number;
  readonly out: Telemetry;
}

export function warehouseTelemetry(
  warehouse: Warehouse,
  ordinal: number,
  usersOn: ReadonlyMap<string, number>,
  random: Random,
): Telemetry {
  const writer = { warehouse, owner: FIRST_WAREHOUSE_OWNER + ordinal, out: emptyTelemetry() };
  for (const day of CALENDAR) writeDay(writer, day, usersOn.get(day.day) ?? 0, random.fork(day.day));
  writeChanges(writer);
  return writer.out;
}

export function configInForce(warehouse: Warehouse, timestamp: string): ConfigVersion {
  return warehouse.configs.findLast((c) => c.from <= timestamp) ?? warehouse.configs[0];
}

function writeDay(writer: Writer, day: CalendarDay, users: number, random: Random): void {
  const { warehouse } = writer;
  const config = configInForce(warehouse, `${day.day} 12:00:00`);
  const sessions = sessionsOn(warehouse, config, day, random);
  const hours = hoursOf(sessions);
  if (hours === 0) return;
  const clusters = Math.max(
    config.minClusters,
    Math.min(config.maxClusters, warehouse.clusters * Math.exp(0.08 * random.normal())),
  );
  const usage = usageRow(writer, day, micros(hours * clusters * WAREHOUSE_DBUS[config.size]!), users);
  writer.out.usage.push(usage);
  if (config.autoStopMins === 0) return;
  for (const session of sessions) {
    addEvent(
      writer,
      usage,
      'CLUSTER_START',
      session.startMs,
      `STARTING clusters: ${config.minClusters}`,
      null,
    );
    addEvent(writer, usage, 'CLUSTER_TERMINATE', session.endMs, 'STOPPED clusters: 0', null);
    const middle = session.startMs + Math.floor((session.endMs - session.startMs) / 2000) * 1000;
    if (config.maxClusters > 1)
      addEvent(
        writer,
        usage,
        'AUTOSCALING',
        middle,
        `SCALED_UP clusters: ${random.int(2, config.maxClusters)}`,
        null,
      );
  }
}

/** Without auto-stop the warehouse runs around the clock, whoever asks. */
function sessionsOn(
  warehouse: Warehouse,
  config: ConfigVersion,
  day: CalendarDay,
  random: Random,
): Session[] {
  if (config.autoStopMins === 0) return [{ startMs: day.startMs, endMs: day.startMs + 86_400_000 }];
  const quiet = day.isWeekend || day.isHoliday;
  const busy = day.isMonthEnd && !quiet ? 1.2 : 1;
  const hours = warehouse.hours[quiet ? 1 : 0] * day.growth * busy * Math.exp(0.13 * random.normal());
  return daySessions(day, Math.min(15.5, hours), random);
}

function usageRow(writer: Writer, day: CalendarDay, dbus: number, users: number): UsageRow {
  const { warehouse, owner, out } = writer;
  const sku = WAREHOUSE_SKUS[warehouse.type];
  return {
    compute_usage_id: hexId('usage', owner, out.usage.length, 'cu-'),
    parent_id: warehouse.id,
    parent_type: 'SQL_WAREHOUSE',
    compute_sku: sku,
    dbus_consumed: dbus,
    cluster_id: null,
    cluster_instance_type: null,
    total_cost: costOf(sku, dbus, day.day),
    avg_cpu_utilization: null,
    avg_memory_gb: null,
    peak_concurrent_users: users,
    is_production: workspaceNamed(warehouse.workspace).isProduction,
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
    event_time: toTimestamp(new Date(ms)),
    event_type: type,
    user_id: user,
    details,
    eviction_id: null,
  });
}

/** One CONFIG_CHANGE per changed setting inside the range. */
function writeChanges(writer: Writer): void {
  const { configs } = writer.warehouse;
  for (let i = 1; i < configs.length; i++) {
    const [before, after] = [configs[i - 1]!, configs[i]!];
    const usage = writer.out.usage.find((row) => row.usage_date >= after.from.slice(0, 10));
    if (!usage) continue;
    const ms = Date.parse(`${after.from.replace(' ', 'T')}Z`);
    for (const details of differences(before, after))
      addEvent(writer, usage, 'CONFIG_CHANGE', ms, details, after.changedBy);
  }
}

function differences(before: ConfigVersion, after: ConfigVersion): string[] {
  const changes: string[] = [];
  if (before.size !== after.size) changes.push(`size ${before.size} -> ${after.size}`);
  if (before.autoStopMins !== after.autoStopMins)
    changes.push(`auto stop ${before.autoStopMins} -> ${after.autoStopMins} min`);
  if (before.maxClusters !== after.maxClusters)
    changes.push(`max clusters ${before.maxClusters} -> ${after.maxClusters}`);
  return changes;
}

export function warehouseConfigs(warehouse: Warehouse): ConfigRow[] {
  return warehouse.configs.map((config) => ({
    compute_id: warehouse.id,
    changed_at: config.from,
    size: config.size,
    warehouse_type: warehouse.type,
    min_clusters: config.minClusters,
    max_clusters: config.maxClusters,
    auto_stop_mins: config.autoStopMins,
    driver_instance_type: null,
    worker_instance_type: null,
    changed_by: config.changedBy,
  }));
}
