// The rows a SQL warehouse leaves: daily usage, starts and stops, and its configuration over time.

import type { CalendarDay } from './calendar.ts';
import { hexId } from './ids.ts';
import { micros } from './rounding.ts';
import { type ConfigRow, type EventType, emptyTelemetry, type Telemetry, type UsageRow } from './rows.ts';
import { hoursOf } from './sessions.ts';
import { costOf } from './skus.ts';
import { timestampOf } from './timestamps.ts';
import type { WarehouseDay } from './warehouse_days.ts';
import { type ConfigVersion, WAREHOUSE_DBUS, WAREHOUSE_SKUS, type Warehouse } from './warehouses.ts';
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
  days: readonly WarehouseDay[],
  usersOn: ReadonlyMap<string, number>,
): Telemetry {
  const writer = { warehouse, owner: FIRST_WAREHOUSE_OWNER + ordinal, out: emptyTelemetry() };
  for (const day of days) writeDay(writer, day, usersOn.get(day.day.day) ?? 0);
  writeChanges(writer);
  return writer.out;
}

function writeDay(writer: Writer, { day, config, sessions, clusters }: WarehouseDay, users: number): void {
  const hours = hoursOf(sessions);
  if (hours === 0) return;
  const usage = usageRow(writer, day, micros(hours * clusters * WAREHOUSE_DBUS[config.size]!), users);
  writer.out.usage.push(usage);
  // Without auto-stop there is nothing to start or stop.
  if (config.autoStopMins === 0) return;
  for (const { startMs, endMs } of sessions) {
    addEvent(writer, usage, 'CLUSTER_START', startMs, `STARTING clusters: ${config.minClusters}`);
    addEvent(writer, usage, 'CLUSTER_TERMINATE', endMs, 'STOPPED clusters: 0');
    const middle = startMs + Math.floor((endMs - startMs) / 2000) * 1000;
    if (clusters > 1.05)
      addEvent(writer, usage, 'AUTOSCALING', middle, `SCALED_UP clusters: ${Math.ceil(clusters)}`);
  }
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
  user: string | null = null,
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
