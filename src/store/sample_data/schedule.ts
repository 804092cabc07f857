// When a cron expression fires on a given day, without a clock or a locale.
import type { CalendarDay } from './calendar.ts';

export type Zone = 'UTC' | 'Europe/Berlin' | 'America/New_York' | 'Asia/Kolkata';

/** Minutes east of UTC inside the sample range. Berlin leaves summer time on 25 Oct 2026, New York only on 1 Nov. */
function offsetMinutes(zone: Zone, day: string): number {
  if (zone === 'Europe/Berlin') return day >= '2026-10-25' ? 60 : 120;
  if (zone === 'America/New_York') return -240;
  return zone === 'Asia/Kolkata' ? 330 : 0;
}

interface Schedule {
  /** Minutes after local midnight. */
  readonly minutes: readonly number[];
  readonly daysOfMonth: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
}

const parsed = new Map<string, Schedule>();

/** UTC start times (milliseconds) of a five-field cron expression on one local day, ascending. */
export function firings(cron: string, zone: Zone, day: CalendarDay): number[] {
  const schedule = parsed.get(cron) ?? parse(cron);
  if (!schedule.daysOfMonth.has(Number(day.day.slice(8)))) return [];
  if (!schedule.daysOfWeek.has(day.weekday)) return [];
  const offset = offsetMinutes(zone, day.day);
  return schedule.minutes.map((minute) => day.startMs + (minute - offset) * 60_000);
}

function parse(cron: string): Schedule {
  const [minute, hour, dayOfMonth, , dayOfWeek] = cron.split(' ') as [string, string, string, string, string];
  const schedule = {
    minutes: expand(hour, 0, 23).flatMap((h) => expand(minute, 0, 59).map((m) => h * 60 + m)),
    daysOfMonth: new Set(expand(dayOfMonth, 1, 31)),
    daysOfWeek: new Set(expand(dayOfWeek, 0, 6)),
  };
  parsed.set(cron, schedule);
  return schedule;
}

/** '5', '1-5', '1,15', '*', and 'a-b/n' or '*' with a step. */
function expand(field: string, low: number, high: number): number[] {
  return field.split(',').flatMap((part) => {
    const [range, step] = part.split('/') as [string, string | undefined];
    const [from, to] = range === '*' ? [low, high] : range.split('-').map(Number);
    const last = to ?? (step ? high : from!);
    const every = step ? Number(step) : 1;
    return Array.from({ length: Math.floor((last - from!) / every) + 1 }, (_, i) => from! + i * every);
  });
}
