// Which days a request means: dates, a number of days, or words such as "last month", counted from the last complete day of the data.
import { addDays, daysBetween, type IsoDay, isIsoDay, weekdayOf } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';

export interface RawPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** '14', '14 days', '2 weeks', 'month': 'last ...' without its first word. */
  readonly last?: string | undefined;
  /** Calendar words: 'last month', 'this week', 'yesterday'. */
  readonly period?: string | undefined;
}

export interface Period {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 3660;
const UNITS: readonly Unit[] = ['day', 'week', 'month', 'quarter', 'year'];
/** About as many, for telling what is too long. */
const DAYS: Readonly<Record<Unit, number>> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 };
const MONTHS: Readonly<Partial<Record<Unit, number>>> = { month: 1, quarter: 3, year: 12 };

/** What people may write, for errors. */
const EXAMPLES =
  'last 14 days, last 2 weeks, last month, this month, last week, this week, last quarter, yesterday';

/** Throws UserError: 'bad_date', 'bad_last', 'bad_period'. `asOf`: the last complete day of the data. */
export function resolvePeriod(raw: RawPeriod, asOf: IsoDay): Period {
  refuseBoth(raw);
  const period = wordedPeriod(raw, asOf) ?? datedPeriod(raw, asOf);
  if (daysBetween(period.from, period.to) + 1 <= MAX_DAYS) return period;
  throw new UserError({
    code: 'bad_period',
    field: 'from',
    message: `The period ${period.from} to ${period.to} is longer than ten years (${MAX_DAYS} days).`,
    next: 'Choose a shorter one.',
  });
}

/** True when the days follow from words, so that a reader wants to know which they are. */
export function isWorded({ last, period }: RawPeriod): boolean {
  return period !== undefined || (last !== undefined && !/^\s*\d+\s*(d|days?)?\s*$/i.test(last));
}

/** 'last month', as it was asked. */
export function periodWords({ last, period }: RawPeriod): string {
  return (period ?? `last ${last ?? ''}`).trim().toLowerCase();
}

/** Two ways to say one thing: neither is dropped in silence. */
function refuseBoth({ from, to, last, period }: RawPeriod): void {
  const worded = period ?? (last === undefined ? undefined : `last ${last}`);
  const isCalendar = period !== undefined || (last !== undefined && calendarUnit(last) !== null);
  const dates = [from && `from ${from}`, isCalendar && to && `to ${to}`].filter(Boolean);
  const words = [period, last !== undefined && `last ${last}`].filter(Boolean);
  if (words.length > 1) throw contradiction(words[0] as string, words[1] as string);
  if (worded !== undefined && dates.length > 0) throw contradiction(worded, dates[0] as string);
}

export function contradiction(one: string, other: string): UserError {
  const [a, b] = [one, other].map((text) => text.trim().slice(0, 40));
  return new UserError({
    code: 'contradiction',
    field: 'from',
    message: a === b ? `"${a}" is given twice.` : `"${a}" and "${b}" contradict each other.`,
    kept: 'Nothing was run.',
    next: 'Keep one of them.',
  });
}

function datedPeriod(raw: RawPeriod, asOf: IsoDay): Period {
  const to = raw.to === undefined ? asOf : day(raw.to, 'to');
  const last = lengthOf(raw.last);
  const from = raw.from === undefined ? firstOf(to, last) : day(raw.from, 'from');
  if (from > to) throw backwards(from, to, raw.to === undefined ? asOf : null);
  return { from, to };
}

interface Length {
  readonly count: number;
  readonly unit: Unit;
}

/** Weeks are seven days; months go back to the same day of an earlier month. */
function firstOf(to: IsoDay, { count, unit }: Length): IsoDay {
  const months = MONTHS[unit];
  if (months === undefined) return addDays(to, 1 - count * DAYS[unit]);
  return addMonths(addDays(to, 1), -count * months);
}

function lengthOf(last: string | undefined): Length {
  if (last === undefined) return { count: DEFAULT_DAYS, unit: 'day' };
  const [, digits = '', word = 'day'] = /^(\d{1,6})\s*([a-z]+)?$/i.exec(last.trim()) ?? [];
  const unit = unitOf(word);
  const count = Number(digits);
  if (digits !== '' && unit !== null && count > 0 && count * DAYS[unit] <= MAX_DAYS) return { count, unit };
  throw new UserError({
    code: 'bad_last',
    field: 'from',
    message: `"last ${last.trim().slice(0, 40)}" is not a period: it takes 1 to ${MAX_DAYS} days.`,
    next: `For example: ${EXAMPLES}.`,
    nextInTerminal: 'For example: --last 14, --last "2 weeks", --last month, --last week.',
  });
}

/** 'weeks' is a week; 'd' is a day. */
function unitOf(word: string): Unit | null {
  const one = word.toLowerCase().replace(/s$/, '');
  return one === 'd' ? 'day' : (UNITS.find((unit) => unit === one) ?? null);
}

/** 'month' of 'last month'; null when a number stands before it. */
function calendarUnit(last: string): Unit | null {
  return /^\s*[a-z]+\s*$/i.test(last) ? unitOf(last.trim()) : null;
}

function wordedPeriod({ last, period }: RawPeriod, asOf: IsoDay): Period | null {
  const unit = last === undefined ? null : calendarUnit(last);
  const text = period?.trim().toLowerCase().replace(/\s+/g, ' ') ?? (unit && `last ${unit}`);
  if (!text) return null;
  if (text === 'yesterday' || text === 'last day') return { from: asOf, to: asOf };
  const [which, word = ''] = text.split(' ');
  const named = unitOf(word);
  if (named === null || named === 'day' || (which !== 'this' && which !== 'last')) throw unknownPeriod(text);
  const begin = startOf(named, asOf);
  return which === 'this'
    ? { from: begin, to: asOf }
    : { from: startOf(named, addDays(begin, -1)), to: addDays(begin, -1) };
}

/** The Monday, the first of the month, of the quarter, of the year that holds this day. */
function startOf(unit: Unit, day: IsoDay): IsoDay {
  if (unit === 'week') return addDays(day, -((weekdayOf(day) + 6) % 7));
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % (MONTHS[unit] ?? 1));
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

/** The same day of another month, its last one where that month is shorter. */
function addMonths(day: IsoDay, months: number): IsoDay {
  const total = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = firstOfMonth(total);
  const length = daysBetween(first, firstOfMonth(total + 1));
  return addDays(first, Math.min(Number(day.slice(8)), length) - 1);
}

/** `months` since the year nought. */
function firstOfMonth(months: number): IsoDay {
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

function unknownPeriod(text: string): UserError {
  const isToday = text === 'today' || text === 'this day';
  return new UserError({
    code: 'bad_period',
    field: 'from',
    message: isToday
      ? 'The data hold complete days only, so there is no "today".'
      : `"${text.slice(0, 40)}" is not a period.`,
    next: isToday ? 'Write "yesterday" for the last complete day.' : `For example: ${EXAMPLES}.`,
  });
}

function backwards(from: IsoDay, to: IsoDay, asOf: IsoDay | null): UserError {
  const message = asOf
    ? `The period would start on ${from}, after the last complete day of the data (${asOf}).`
    : `The period starts (${from}) after it ends (${to}).`;
  const next = 'Give "from" a day on or before "to".';
  return new UserError({ code: 'bad_period', field: 'from', message, next });
}

function day(text: string, name: string): IsoDay {
  if (isIsoDay(text.trim())) return text.trim();
  throw new UserError({
    code: 'bad_date',
    field: name,
    message: `"${text.slice(0, 40)}" is not a calendar day ("${name}").`,
    next: 'Write days as YYYY-MM-DD, for example 2026-10-31.',
  });
}
