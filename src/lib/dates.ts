// Days as 'YYYY-MM-DD' text in UTC, and how people read them.

export type IsoDay = string;
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const LONG_WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** True for a calendar day that exists: '2026-02-30' does not. */
export function isIsoDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === text;
}

export function dayOf(date: Date): IsoDay {
  return date.toISOString().slice(0, 10);
}

export function addDays(day: IsoDay, days: number): IsoDay {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));
}

/** Whole days from `from` to `to`; 0 on the same day. */
export function daysBetween(from: IsoDay, to: IsoDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Every day from `from` to `to`, both included. */
export function eachDay(from: IsoDay, to: IsoDay): IsoDay[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
}

/** 0 = Sunday ... 6 = Saturday. */
export function weekdayOf(day: IsoDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export function weekdayName(day: IsoDay): string {
  return LONG_WEEKDAYS[weekdayOf(day)]!;
}

/** '12 Oct', with the year when it is not the year of `reference`. */
export function formatDay(day: IsoDay, reference: IsoDay): string {
  const [year, month, date] = day.split('-').map(Number);
  const text = `${date} ${MONTHS[month! - 1]}`;
  return day.slice(0, 4) === reference.slice(0, 4) ? text : `${text} ${year}`;
}

/** 'Mon 2 Nov'. */
export function formatWeekday(day: IsoDay, reference: IsoDay): string {
  return `${WEEKDAYS[weekdayOf(day)]} ${formatDay(day, reference)}`;
}

/** '2 to 31 Oct', '28 Sep to 27 Oct', '12 Oct' for one day. */
export function formatPeriod(from: IsoDay, to: IsoDay, reference: IsoDay): string {
  if (from === to) return formatDay(to, reference);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} to ${formatDay(to, reference)}`;
  const showYear = from.slice(0, 4) === to.slice(0, 4) ? to : reference;
  return `${formatDay(from, showYear)} to ${formatDay(to, reference)}`;
}

/** 'YYYY-MM-DD HH:MM:SS' UTC, the form of every timestamp in the data. */
export function toTimestamp(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** Milliseconds since the epoch of a stored UTC timestamp. */
export function parseTimestamp(timestamp: string): number {
  return Date.parse(`${timestamp.replace(' ', 'T')}Z`);
}
