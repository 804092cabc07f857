// Which days a digest is about, and which days show what is usual for them.
import { addDays, daysBetween, type IsoDay } from '#src/lib/dates.ts';

export interface Days {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

export interface DigestPeriod extends Days {
  readonly length: number;
  /** 'weeks': the same days of earlier weeks; 'before': the days right before, for data too young for that; 'none': the very first day. */
  readonly basis: 'weeks' | 'before' | 'none';
  /** Newest first; the first four say what is usual, older ones serve what has been unusual for weeks. */
  readonly bases: readonly Days[];
  /** As many days right before the period. */
  readonly before: Days | null;
  /** The same days of the month before, at the turn of a month: some work only comes then. */
  readonly monthMate: Days | null;
}

/** A digest after a long silence looks at the last week only. */
const MAX_DAYS = 7;
const WEEKS = 8;
/** One week says nothing about what is usual. */
const MIN_WEEKS = 2;
const TURN_DAYS = 5;

/** All complete days since the previous digest, or the last one. */
export function digestPeriod(
  asOf: IsoDay,
  firstDay: IsoDay | null,
  previousAsOf: IsoDay | null,
): DigestPeriod {
  const length = previousAsOf === null ? 1 : Math.min(MAX_DAYS, daysBetween(previousAsOf, asOf));
  const days = { from: addDays(asOf, 1 - length), to: asOf };
  const known = (span: Days) => firstDay !== null && span.from >= firstDay;
  const weeks = Array.from({ length: WEEKS }, (_, i) => shifted(days, -7 * (i + 1))).filter(known);
  const before = [shifted(days, -length)].find(known) ?? null;
  const mate = [monthMate(days)].find((span) => span !== null && known(span)) ?? null;
  const basis = weeks.length >= MIN_WEEKS ? 'weeks' : before ? 'before' : 'none';
  const bases = basis === 'weeks' ? weeks : before ? [before] : [];
  return { ...days, length, basis, bases, before, monthMate: mate };
}

function shifted({ from, to }: Days, by: number): Days {
  return { from: addDays(from, by), to: addDays(to, by) };
}

/** At the end of a month counted from its end, at the beginning from its first day. */
function monthMate(days: Days): Days | null {
  const date = Number(days.to.slice(8));
  if (date <= TURN_DAYS) {
    const previousMonth = addDays(firstOfMonth(days.to), -1).slice(0, 7);
    return shifted(days, daysBetween(days.to, `${previousMonth}-${days.to.slice(8)}`));
  }
  if (daysBetween(days.to, lastOfMonth(days.to)) >= TURN_DAYS) return null;
  return shifted(days, daysBetween(lastOfMonth(days.to), addDays(firstOfMonth(days.to), -1)));
}

export function firstOfMonth(day: IsoDay): IsoDay {
  return `${day.slice(0, 7)}-01`;
}

export function lastOfMonth(day: IsoDay): IsoDay {
  return addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1);
}
