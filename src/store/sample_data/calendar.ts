// The 200 days of the sample account, and how busy each of them is.
import { addDays, eachDay, type IsoDay, parseTimestamp, weekdayOf } from '#src/lib/dates.ts';

export const FIRST_DAY: IsoDay = '2026-04-15';
export const LAST_DAY: IsoDay = '2026-10-31';

export interface CalendarDay {
  readonly day: IsoDay;
  /** 0 on the first day, 199 on the last. */
  readonly index: number;
  /** 0 = Sunday ... 6 = Saturday. */
  readonly weekday: number;
  readonly isWeekend: boolean;
  /** The last two days of a month and the first of the next: books are closed. */
  readonly isMonthEnd: boolean;
  readonly isQuarterEnd: boolean;
  readonly isHoliday: boolean;
  /** Milliseconds since the epoch at 00:00 UTC. */
  readonly startMs: number;
  /** Data volume against the last day: about 19% growth over the range. */
  readonly growth: number;
}

const HOLIDAYS = new Set(['2026-05-01', '2026-05-25', '2026-07-03', '2026-09-07']);

export const CALENDAR: readonly CalendarDay[] = eachDay(FIRST_DAY, LAST_DAY).map(calendarDay);

export const END_MS = parseTimestamp(`${addDays(LAST_DAY, 1)} 00:00:00`);

function calendarDay(day: IsoDay, index: number): CalendarDay {
  const weekday = weekdayOf(day);
  const isMonthEnd = addDays(day, 2).slice(8) <= '02' || day.endsWith('-01');
  return {
    day,
    index,
    weekday,
    isWeekend: weekday === 0 || weekday === 6,
    isMonthEnd,
    isQuarterEnd: isMonthEnd && ['03', '06', '09', '12'].includes(addDays(day, -1).slice(5, 7)),
    isHoliday: HOLIDAYS.has(day),
    startMs: parseTimestamp(`${day} 00:00:00`),
    growth: 0.84 + (0.16 * index) / 199,
  };
}

export function dayIndexOf(day: IsoDay): number {
  return Math.round((parseTimestamp(`${day} 00:00:00`) - CALENDAR[0]!.startMs) / 86_400_000);
}
