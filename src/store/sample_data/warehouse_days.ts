// When each warehouse is awake, and how large it is then.
import type { Random } from '#src/lib/random.ts';
import { CALENDAR, type CalendarDay } from './calendar.ts';
import { clamp } from './rounding.ts';
import { daySessions, type Session, wholeDay } from './sessions.ts';
import type { ConfigVersion, Warehouse } from './warehouses.ts';

export interface WarehouseDay {
  readonly day: CalendarDay;
  readonly config: ConfigVersion;
  readonly sessions: readonly Session[];
  /** Mean number of clusters while awake. */
  readonly clusters: number;
}

export function warehouseDays(warehouse: Warehouse, random: Random): WarehouseDay[] {
  return CALENDAR.map((day) => warehouseDay(warehouse, day, random.fork(day.day)));
}

function warehouseDay(warehouse: Warehouse, day: CalendarDay, random: Random): WarehouseDay {
  const config = configInForce(warehouse, `${day.day} 12:00:00`);
  const sessions = sessionsOn(warehouse, config, day, random);
  const clusters = clamp(
    warehouse.clusters * Math.exp(0.08 * random.normal()),
    config.minClusters,
    config.maxClusters,
  );
  return { day, config, sessions, clusters };
}

function configInForce(warehouse: Warehouse, timestamp: string): ConfigVersion {
  return warehouse.configs.findLast((c) => c.from <= timestamp) ?? warehouse.configs[0];
}

/** Without auto-stop the warehouse runs around the clock, whoever asks. */
function sessionsOn(
  warehouse: Warehouse,
  config: ConfigVersion,
  day: CalendarDay,
  random: Random,
): Session[] {
  if (config.autoStopMins === 0) return [wholeDay(day)];
  const quiet = day.isWeekend || day.isHoliday;
  const busy = day.isMonthEnd && !quiet ? 1.2 : 1;
  const hours = warehouse.hours[quiet ? 1 : 0] * day.growth * busy * Math.exp(0.13 * random.normal());
  return daySessions(day, Math.min(15.5, hours), random);
}
