// The units a column or fact can have, and every way a value of that unit may be written.
import { formatUnitPrice, formatUsd, formatUsdDelta, groupThousands } from '#src/lib/money.ts';

export type Unit =
  | 'usd' // dollars
  | 'usd_delta' // signed change in dollars
  | 'usd_per_dbu'
  | 'dbu'
  | 'count'
  | 'count_delta'
  | 'percent' // 0..100
  | 'percent_delta' // signed relative change in percent
  | 'points' // signed difference between two percents
  | 'minutes'
  | 'hours'
  | 'days'
  | 'ratio' // 0..1, written as a percent
  | 'times' // multiple, '1.4 times'
  | 'gb'
  | 'score' // 0..100
  | 'rank'
  | 'day' // 'YYYY-MM-DD'
  | 'time' // 'YYYY-MM-DD HH:MM:SS' UTC
  | 'id'
  | 'text';

/** All accepted spellings, ours first. Dates are written by the fact sheet, which knows the year to leave out. */
export function formatValue(value: number | string, unit: Unit): string[] {
  if (typeof value === 'string') return [unit === 'time' ? `${value.slice(11, 16)} UTC` : value];
  const write = NUMBER_FORMS[unit];
  return write ? write(value) : [String(value)];
}

const NUMBER_FORMS: Partial<Record<Unit, (value: number) => string[]>> = {
  usd: (v) => [formatUsd(v), ...exactCents(v)],
  usd_delta: (v) => [formatUsdDelta(v), formatUsd(Math.abs(v)), ...exactDelta(v)],
  usd_per_dbu: (v) => [formatUnitPrice(v)],
  dbu: (v) => [`${decimals(v)} DBU`, decimals(v)],
  count: (v) => [groupThousands(Math.round(v))],
  count_delta: (v) => [`${v > 0 ? '+' : ''}${groupSigned(v)}`, groupThousands(Math.abs(Math.round(v)))],
  percent: (v) => [`${percentDigits(v)}%`],
  percent_delta: (v) => [`${v >= 0.05 ? '+' : ''}${percentDigits(v)}%`, `${percentDigits(Math.abs(v))}%`],
  points: (v) => [
    `${v >= 0.05 ? '+' : ''}${percentDigits(v)} points`,
    `${percentDigits(Math.abs(v))} points`,
  ],
  minutes: (v) => [minutesText(v)],
  hours: (v) => [`${decimals(v)} h`],
  days: (v) => [groupThousands(Math.round(v))],
  ratio: (v) => [`${percentDigits(v * 100)}%`],
  times: (v) => [`${v >= 9.95 ? groupThousands(Math.round(v)) : v.toFixed(1)} times`],
  gb: (v) => [`${decimals(v)} GB`],
  score: (v) => [v.toFixed(0)],
  rank: (v) => [`#${v}`, String(v)],
};

function exactCents(usd: number): string[] {
  const [whole, cents] = Math.abs(usd).toFixed(2).split('.');
  return [`${usd < 0 ? '-' : ''}$${groupThousands(Number(whole))}.${cents}`];
}

/** With its sign, then without. */
function exactDelta(usd: number): string[] {
  const [signed] = exactCents(usd);
  return [usd > 0 ? `+${signed}` : signed!, ...exactCents(Math.abs(usd))];
}

function groupSigned(value: number): string {
  const rounded = Math.round(value);
  return rounded < 0 ? `-${groupThousands(-rounded)}` : groupThousands(rounded);
}

/** At most two significant decimals: whole from 100 on, one decimal from 10, two below. */
function decimals(value: number): string {
  const absolute = Math.abs(value);
  if (absolute >= 100) return groupSigned(value);
  const text = value.toFixed(absolute >= 10 ? 1 : 2);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Whole percents from 10 on, one decimal below, and '<0.1' or '-0.04' instead of a zero that is not one. */
function percentDigits(value: number): string {
  const absolute = Math.abs(value);
  if (absolute !== 0 && absolute < 0.05) return value < 0 ? tinyBelowZero(value) : '<0.1';
  if (absolute >= 9.95) return groupSigned(value);
  return value.toFixed(1).replace(/\.0$/, '');
}

function tinyBelowZero(value: number): string {
  return value > -0.005 ? '0' : value.toFixed(2);
}

/** '48 s', '9.5 min', '58 min', '3.2 h'. */
function minutesText(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  if (minutes >= 120) return `${decimals(minutes / 60)} h`;
  return `${minutes < 10 ? minutes.toFixed(1).replace(/\.0$/, '') : Math.round(minutes)} min`;
}
