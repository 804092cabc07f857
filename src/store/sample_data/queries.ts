// The query history: who asked which warehouse what, and how long it took.

import type { Random } from '#src/lib/random.ts';
import type { CalendarDay } from './calendar.ts';
import { hexId } from './ids.ts';
import { type Person, teamOf } from './people.ts';
import { queryError, queryText } from './query_texts.ts';
import type { QueryRow } from './rows.ts';
import { awakeMoment } from './sessions.ts';
import { timestampOf } from './timestamps.ts';
import type { WarehouseDay } from './warehouse_days.ts';
import { FIRST_WAREHOUSE_OWNER } from './warehouse_telemetry.ts';
import type { Warehouse } from './warehouses.ts';

interface QueryHistory {
  readonly rows: QueryRow[];
  /** Distinct users in the busiest hour, by day. */
  readonly peakUsers: ReadonlyMap<string, number>;
}

interface QueryOptions {
  readonly ordinal: number;
  readonly days: readonly WarehouseDay[];
  /** Multiplies the number of queries. */
  readonly volume: number;
}

export function queryHistory(warehouse: Warehouse, options: QueryOptions, random: Random): QueryHistory {
  const people = warehouse.teams.flatMap((team) => teamOf(team));
  const owner = FIRST_WAREHOUSE_OWNER + options.ordinal;
  const rows: QueryRow[] = [];
  const peakUsers = new Map<string, number>();
  for (const day of options.days.filter((d) => d.sessions.length > 0)) {
    const dayRandom = random.fork(day.day.day);
    const count = queryCount(warehouse, day.day, options.volume, dayRandom);
    const today = Array.from({ length: count }, (_, i) =>
      queryRow({ warehouse, owner, count: rows.length + i, day, people }, dayRandom),
    );
    rows.push(...today);
    if (count > 0) peakUsers.set(day.day.day, busiestHour(today));
  }
  return { rows, peakUsers };
}

function queryCount(warehouse: Warehouse, day: CalendarDay, volume: number, random: Random): number {
  const quiet = day.isWeekend || day.isHoliday ? 0.16 : 1;
  const busy = day.isMonthEnd ? 1.3 : 1;
  return Math.round(
    warehouse.queriesPerDay * volume * quiet * busy * day.growth * Math.exp(0.15 * random.normal()),
  );
}

interface QueryContext {
  readonly warehouse: Warehouse;
  readonly owner: number;
  readonly count: number;
  readonly day: WarehouseDay;
  readonly people: readonly Person[];
}

function queryRow({ warehouse, owner, count, day, people }: QueryContext, random: Random): QueryRow {
  const person = people[Math.floor(random.next() * random.next() * people.length)]!;
  const failed = random.chance(0.035);
  const seconds = Math.min(
    3600,
    failed ? random.logNormal(0, 1) : warehouse.typicalSeconds * random.logNormal(0, 1.3),
  );
  const wantedMs = day.day.startMs + workingSecond(random) * 1000;
  const start = timestampOf(awakeMoment(day.sessions, wantedMs, random.next()));
  return {
    query_id: hexId('query', owner, count, '01f1-'),
    parent_id: warehouse.id,
    user_id: random.chance(0.03) ? null : person.user_id,
    start_time: start,
    duration_ms: Math.max(40, Math.round(seconds * 1000)),
    warehouse_sku: day.config.size,
    sql_text: queryText(person.team, day.day.day, random),
    error_message: failed ? queryError(random, day.day.day) : null,
  };
}

/** Seconds into the day, around 10:30 and 14:30 UTC. */
function workingSecond(random: Random): number {
  const hour = (random.chance(0.55) ? 10.5 : 14.5) + 1.7 * random.normal();
  return Math.round(Math.min(23.9, Math.max(0.1, hour)) * 3600);
}

function busiestHour(rows: readonly QueryRow[]): number {
  const users = new Map<string, Set<string>>();
  for (const row of rows) {
    const hour = row.start_time.slice(0, 13);
    const set = users.get(hour) ?? new Set();
    set.add(row.user_id ?? '');
    users.set(hour, set);
  }
  return Math.max(...[...users.values()].map((set) => set.size));
}
