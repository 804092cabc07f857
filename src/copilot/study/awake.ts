// When a warehouse or cluster was awake: from its starts and stops, and on days without any from its configuration or its DBUs.
import { dbuRate } from './compute_sizes.ts';
import {
  dayRange,
  hoursByDay,
  hoursOf,
  type SessionEvent,
  type Stretch,
  stretchesOf,
  within,
} from './sessions.ts';

export interface Awake {
  readonly hours: number;
  /** Of known start and end, in order of time. */
  readonly stretches: readonly Stretch[];
  /** Days with usage but no start or stop, whose hours follow from their DBUs. */
  readonly guessedDays: number;
}

export interface AwakeInput {
  /** In order of time; they may begin before the period. */
  readonly events: readonly SessionEvent[];
  /** One row per day and SKU, or per day. */
  readonly days: readonly { readonly day: string; readonly dbu_micros: number }[];
  /** Oldest first. */
  readonly configs: readonly {
    readonly changed_at: string;
    readonly size: string | null;
    readonly auto_stop_mins: number | null;
  }[];
  /** First day the events reach back to. */
  readonly eventsFrom: string;
  readonly from: string;
  readonly to: string;
}

/** null when nothing tells: no events, no auto-stop setting, no known size. */
export function awakeIn(input: AwakeInput): Awake | null {
  const { events, eventsFrom, from, to } = input;
  const all = stretchesOf(events, [dayRange(eventsFrom, eventsFrom)[0], dayRange(to, to)[1]]);
  const known = within(all, dayRange(from, to));
  const covered = hoursByDay(known);
  const uncovered = [...dbusByDay(input)].filter(([day]) => !covered.has(day));
  const whole = uncovered.filter(([day]) => isAlwaysOn(input, day)).map(([day]) => wholeDay(day));
  const guessed = uncovered.filter(([day]) => !isAlwaysOn(input, day));
  const stretches = [...known, ...whole].sort((a, b) => a.startMs - b.startMs);
  const rate = hourlyDbus(input, stretches);
  if (guessed.length > 0 && rate === null)
    return stretches.length === 0 ? null : { hours: hoursOf(stretches), stretches, guessedDays: 0 };
  const extra = guessed.reduce((sum, [, dbus]) => sum + Math.min(24, dbus / rate!), 0);
  return { hours: hoursOf(stretches) + extra, stretches, guessedDays: guessed.length };
}

function dbusByDay({ days, from, to }: AwakeInput): Map<string, number> {
  const byDay = new Map<string, number>();
  for (const { day, dbu_micros } of days) {
    if (day >= from && day <= to) byDay.set(day, (byDay.get(day) ?? 0) + dbu_micros / 1e6);
  }
  return byDay;
}

/** By the configuration in force at noon. */
function isAlwaysOn({ configs }: AwakeInput, day: string): boolean {
  const config = configs.findLast((version) => version.changed_at <= `${day} 12:00:00`);
  return config?.auto_stop_mins === 0;
}

function wholeDay(day: string): Stretch {
  const [startMs, endMs] = dayRange(day, day);
  return { startMs, endMs, user: null, stopped: false };
}

/** DBUs per hour on the days whose hours are known; else what the size is published with. */
function hourlyDbus(input: AwakeInput, stretches: readonly Stretch[]): number | null {
  const covered = hoursByDay(stretches);
  let [hours, dbus] = [0, 0];
  for (const [day, value] of dbusByDay(input)) {
    if (!covered.has(day)) continue;
    hours += covered.get(day)!;
    dbus += value;
  }
  if (hours > 0 && dbus > 0) return dbus / hours;
  return dbuRate(input.configs.at(-1)?.size ?? null);
}
