// Where the month stands: closed at so much, or on pace for so much.
import { addDays, daysBetween, eachDay, type IsoDay } from '#src/lib/dates.ts';
import { MICROS_PER_USD } from '#src/lib/money.ts';
import { median, significant, sum } from '#src/lib/stats.ts';
import { form, type Line, line, words } from '#src/reports/line.ts';
import { changePct, type Notebook, usdFact } from './notebook.ts';
import { firstOfMonth, lastOfMonth } from './period.ts';

export interface DayCost {
  readonly day: IsoDay;
  readonly cost_micros: number;
  readonly unpriced_rows: number;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** From when on costs by day are needed: the whole month before, which always holds the four weeks of the pace, too. */
export function monthDataFrom(asOf: IsoDay): IsoDay {
  return firstOfMonth(addDays(firstOfMonth(asOf), -1));
}

/** Empty when the data begin within the month: what is missing would look like a saving. */
export function monthLine(
  days: readonly DayCost[],
  asOf: IsoDay,
  firstDay: IsoDay,
  notebook: Notebook,
): Line {
  const start = firstOfMonth(asOf);
  if (firstDay > start) return [];
  const soFar = sum(days.filter(({ day }) => day >= start).map((row) => row.cost_micros));
  return asOf === lastOfMonth(asOf)
    ? closedLine(days, asOf, firstDay, soFar, notebook)
    : paceLine(days, asOf, firstDay, soFar, notebook);
}

/** ' October closed at $84,212, 6% above September.' */
function closedLine(
  days: readonly DayCost[],
  asOf: IsoDay,
  firstDay: IsoDay,
  micros: number,
  { sheet }: Notebook,
): Line {
  const closed = usdFact(sheet, { key: 'month.cost', label: `cost of ${monthName(asOf)}` }, micros);
  const before = previousMonth(days, asOf, firstDay);
  const pct = before === null ? null : changePct(micros, before.micros);
  if (before === null || pct === null) return line` ${words(monthName(asOf))} closed at ${closed}.`;
  const label = `change on ${before.name}`;
  const change = sheet.add({ key: 'month.change', label, value: pct, unit: 'percent_delta' });
  const way = words(pct >= 0 ? 'above' : 'below');
  return line` ${words(monthName(asOf))} closed at ${closed}, ${form(change, 1)} ${way} ${words(before.name)}.`;
}

/** ' November: $5,400 so far, on pace for about $87,400 (October: $84,212).' */
function paceLine(
  days: readonly DayCost[],
  asOf: IsoDay,
  firstDay: IsoDay,
  micros: number,
  { sheet }: Notebook,
): Line {
  const soFar = usdFact(sheet, { key: 'month.cost', label: `cost of ${monthName(asOf)} so far` }, micros);
  const pace = paceMicros(days, asOf, micros);
  if (pace === null) return line` ${words(monthName(asOf))}: ${soFar} so far.`;
  const label = 'cost of the month, if the remaining days cost what such weekdays cost lately';
  const whole = sheet.add({ key: 'month.pace', label, value: pace, unit: 'usd' });
  const before = previousMonth(days, asOf, firstDay);
  const than = before
    ? line` (${words(before.name)}: ${usdFact(sheet, { key: 'month.before', label: `cost of ${before.name}` }, before.micros)})`
    : [];
  return line` ${words(monthName(asOf))}: ${soFar} so far, on pace for about ${whole}${than}.`;
}

function previousMonth(days: readonly DayCost[], asOf: IsoDay, firstDay: IsoDay) {
  const end = addDays(firstOfMonth(asOf), -1);
  const start = firstOfMonth(end);
  if (firstDay > start) return null;
  const micros = sum(days.filter(({ day }) => day >= start && day <= end).map((row) => row.cost_micros));
  return { name: monthName(end), micros };
}

const PACE_WEEKS = 4;

/** In dollars, three significant digits: a projection is not exact to the dollar. null with less than four weeks of data. */
function paceMicros(days: readonly DayCost[], asOf: IsoDay, micros: number): number | null {
  const costs = new Map(days.map((row) => [row.day, row.cost_micros]));
  let whole = micros;
  for (const day of eachDay(addDays(asOf, 1), lastOfMonth(asOf))) {
    const back = Math.ceil(daysBetween(asOf, day) / 7);
    const same = Array.from({ length: PACE_WEEKS }, (_, i) => costs.get(addDays(day, -7 * (back + i))));
    if (same.some((cost) => cost === undefined)) return null;
    whole += median(same as number[])!;
  }
  return significant(whole / MICROS_PER_USD, 3);
}

function monthName(day: IsoDay): string {
  return MONTHS[Number(day.slice(5, 7)) - 1]!;
}
