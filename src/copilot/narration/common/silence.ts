// Whether something has stopped: how long it has cost or done nothing, against the pauses it usually makes.
import { daysBetween, type IsoDay } from '#src/lib/dates.ts';
import { median } from '#src/lib/stats.ts';

export interface Silence {
  readonly firstDay: IsoDay;
  readonly lastDay: IsoDay;
  /** Whole days since the last one. */
  readonly days: number;
}

/** A weekly job pauses for a week, and one missed week proves nothing yet. */
const LEAST_DAYS = 10;
/** A pause this many times as long as the usual one is no pause any more. */
const TIMES_THE_USUAL = 2;

/** `active`: the days with cost or runs, any order. Null while it is active, or pauses as it always does. */
export function silenceOf(active: readonly IsoDay[], end: IsoDay): Silence | null {
  const days = [...new Set(active)].filter((day) => day <= end).sort();
  const [firstDay, lastDay] = [days[0], days.at(-1)];
  if (firstDay === undefined || lastDay === undefined) return null;
  const silent = daysBetween(lastDay, end);
  const pause = median(days.slice(1).map((day, i) => daysBetween(days[i]!, day))) ?? 0;
  if (silent < LEAST_DAYS || silent <= pause * TIMES_THE_USUAL) return null;
  return { firstDay, lastDay, days: silent };
}
