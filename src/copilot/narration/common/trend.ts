// Monitor: week by week, weekdays against weekends, the pace of the month; for anything with a cost per day.
import { addDays, daysBetween, weekdayOf } from '#src/lib/dates.ts';
import { mad, median, ratio } from '#src/lib/stats.ts';
import { form, type Line, line, words } from '#src/reports/line.ts';
import type { StudyBase } from '../../study/study.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { earlier } from './days.ts';
import { type Figures, figures } from './figures.ts';
import { said } from './phrases.ts';

export interface TrendInput {
  readonly study: StudyBase;
  /** Who rises or falls, when it is not the studied entity itself. */
  readonly who?: Line;
  /** It is a plural: 'job runs are'. */
  readonly plural?: boolean;
  /** Cost per day, several rows per day allowed. */
  readonly daily: readonly { readonly day: string; readonly cost_micros: number }[];
  /** The SQL the days come from. */
  readonly statement: string;
  /** What to do when it rises. */
  readonly rising: Line;
  /** How the others of its kind moved; null when there are none. */
  readonly peers: Line | null;
  readonly notes: readonly Line[];
}

const MOST_WEEKS = 8;
/** Weeks that differ by less than this, in percent, are level. */
const LEVEL_PCT = 5;

interface Week {
  readonly from: string;
  readonly micros: number;
}

export function trendOf(input: TrendInput): Narration {
  const { study, notes } = input;
  const byDay = costByDay(input);
  const weeks = weeksOf(study, byDay);
  if (weeks.length < 3) return tooShort(input, weeks.length);
  const f = figures(study, input.statement);
  return draft(headline(input, weeks, f), {
    points: said([
      weeksPoint(weeks, f),
      extremesPoint(weeks, f),
      weekendPoint(byDay, study, f),
      monthPoint(byDay, study, f),
      steadyPoint(byDay, study, f),
      input.peers,
    ]),
    next: [next(weeks, input.rising)],
    notes,
  });
}

function costByDay({ daily, study }: TrendInput): Map<string, number> {
  const byDay = new Map<string, number>();
  for (const { day, cost_micros } of daily) {
    if (day <= study.params.to) byDay.set(day, (byDay.get(day) ?? 0) + cost_micros);
  }
  return byDay;
}

/** The last day that counts: the end of the period, or of the data. */
function endOf(study: StudyBase): string {
  return earlier(study.params.to, study.window.asOf);
}

/** Seven-day stretches that end with the period, oldest first, from the first day with cost on. */
function weeksOf(study: StudyBase, byDay: ReadonlyMap<string, number>): Week[] {
  const first = [...byDay.keys()].sort()[0];
  const end = endOf(study);
  if (!first || first > end) return [];
  const count = Math.min(MOST_WEEKS, Math.floor((daysBetween(first, end) + 1) / 7));
  return Array.from({ length: count }, (_, i) => addDays(end, -7 * (count - i) + 1)).map((from) => ({
    from,
    micros: Array.from({ length: 7 }, (_, d) => byDay.get(addDays(from, d)) ?? 0).reduce((a, b) => a + b, 0),
  }));
}

function tooShort({ study, notes }: TrendInput, count: number): Narration {
  const weeks = figures(study, 'source/profile').count('weeks', 'whole weeks with cost', count);
  return notApplicable(
    line`Too short for a trend: ${study.subject} with ${weeks} whole ${words(count === 1 ? 'week' : 'weeks')} of cost before the end of the period.`,
    {
      next: [line`look at what the cost is made of instead (*Cost drivers*).`],
      notes,
    },
  );
}

/** The last week against the median of those before it. */
function lastAgainstUsual(weeks: readonly Week[]): { last: number; usual: number; pct: number | null } {
  const last = weeks.at(-1)!.micros;
  const usual = median(weeks.slice(0, -1).map((week) => week.micros))!;
  return { last, usual, pct: ratio((last - usual) * 100, usual) };
}

function headline({ study, plural, who }: TrendInput, weeks: readonly Week[], f: Figures): Line {
  const subject = who ?? line`${study.subject}`;
  const is = words(plural ? 'are' : 'is');
  const { last, usual, pct } = lastAgainstUsual(weeks);
  const now = f.usd('week.last', 'cost of the last seven days', last);
  const before = f.usd('week.usual', 'median cost of the weeks before', usual);
  const count = f.count('weeks.before', 'weeks compared with', weeks.length - 1);
  if (pct === null)
    return line`${subject} cost ${now} in the last seven days and nothing in a usual week before.`;
  if (Math.abs(pct) < LEVEL_PCT)
    return line`${subject} ${is} steady: ${now} in the last seven days, ${before} in the median of the ${count} weeks before.`;
  const change = f.percentDelta('week.change', 'last seven days against the median week before', pct);
  return line`${subject} ${words(pct > 0 ? 'rose' : 'fell')}: ${now} in the last seven days, ${form(change, 1)} ${words(pct > 0 ? 'above' : 'below')} the median of the ${count} weeks before (${before}).`;
}

function weeksPoint(weeks: readonly Week[], f: Figures): Line {
  const parts = weeks.map((week) =>
    f.usd(`week.${week.from}`, `cost of the seven days from ${week.from}`, week.micros),
  );
  return line`Week by week, oldest first: ${parts.flatMap((part, i) => (i === 0 ? line`${part}` : line` → ${part}`))}.`;
}

function extremesPoint(weeks: readonly Week[], f: Figures): Line | null {
  const sorted = [...weeks].sort((a, b) => b.micros - a.micros || (a.from < b.from ? -1 : 1));
  const [top, low] = [sorted[0]!, sorted.at(-1)!];
  if (low.micros <= 0 || top.micros < low.micros * 1.15) return null;
  return line`The dearest of these weeks began on ${f.day('week.top.day', 'first day of the dearest week', top.from)}, the cheapest on ${f.day('week.low.day', 'first day of the cheapest week', low.from)}; the dearest cost ${f.times('week.top.times', 'dearest week against the cheapest', top.micros / low.micros)} the cheapest.`;
}

function isWeekend(day: string): boolean {
  return weekdayOf(day) === 0 || weekdayOf(day) === 6;
}

/** Days without usage count as zero: a cluster that rests on Sundays costs nothing on Sundays. */
function daysOfLastWeeks(
  byDay: ReadonlyMap<string, number>,
  study: StudyBase,
  days: number,
): [string, number][] {
  const end = endOf(study);
  const first = [...byDay.keys()].sort()[0]!;
  return Array.from({ length: days }, (_, i) => addDays(end, i + 1 - days))
    .filter((day) => day >= first)
    .map((day) => [day, byDay.get(day) ?? 0]);
}

function weekendPoint(byDay: ReadonlyMap<string, number>, study: StudyBase, f: Figures): Line {
  const days = daysOfLastWeeks(byDay, study, 28);
  const mid = (weekend: boolean) =>
    median(days.filter(([day]) => isWeekend(day) === weekend).map(([, micros]) => micros)) ?? 0;
  const weekday = f.usd('day.weekday', 'median cost of a weekday, last four weeks', mid(false));
  const weekend = f.usd('day.weekend', 'median cost of a Saturday or Sunday, last four weeks', mid(true));
  return line`A weekday costs ${weekday}, a Saturday or Sunday ${weekend} (medians of the last four weeks).`;
}

/** The month of the last day: what it came to, or the pace by weekdays and weekends of the last four weeks. */
function monthPoint(byDay: ReadonlyMap<string, number>, study: StudyBase, f: Figures): Line {
  const end = endOf(study);
  const month = end.slice(0, 7);
  const days = [...byDay].filter(([day]) => day.startsWith(month) && day <= end);
  const soFar = days.reduce((sum, [, micros]) => sum + micros, 0);
  const spent = f.usd('month.spent', 'cost of the month so far', soFar);
  const open: string[] = [];
  for (let day = addDays(end, 1); day.startsWith(month); day = addDays(day, 1)) open.push(day);
  const first = [...byDay.keys()].sort()[0]!;
  if (first > `${month}-01`) {
    const since = f.day('month.since', 'first day with cost in the month', first);
    return line`Since ${since}, the first day with cost, this month came to ${spent}.`;
  }
  if (open.length === 0) return line`The month closed at ${spent}${lastMonthText(byDay, month, f)}.`;
  const recent = daysOfLastWeeks(byDay, study, 28);
  const usual = (weekend: boolean) =>
    median(recent.filter(([day]) => isWeekend(day) === weekend).map(([, micros]) => micros)) ?? 0;
  const pace = soFar + open.reduce((sum, day) => sum + usual(isWeekend(day)), 0);
  return line`The month stands at ${spent} and is on pace for ${f.usd('month.pace', 'cost of the month at the pace of the last four weeks', Math.round(pace))}${lastMonthText(byDay, month, f)}; the pace repeats the median days of the last four weeks.`;
}

/** Only when the whole month before is in the history. */
function lastMonthText(byDay: ReadonlyMap<string, number>, month: string, f: Figures): Line {
  const before = addDays(`${month}-01`, -1).slice(0, 7);
  const first = [...byDay.keys()].sort()[0]!;
  if (first > `${before}-01`) return [];
  const micros = [...byDay]
    .filter(([day]) => day.startsWith(before))
    .reduce((sum, [, value]) => sum + value, 0);
  return line`, after ${f.usd('month.before', 'cost of the month before', micros)} in the month before`;
}

/** How far usual days lie apart: the measure against which a single day is high or not. */
function steadyPoint(byDay: ReadonlyMap<string, number>, study: StudyBase, f: Figures): Line | null {
  const days = daysOfLastWeeks(byDay, study, 28).filter(([day]) => !isWeekend(day));
  const middle = median(days.map(([, micros]) => micros));
  const spread = mad(days.map(([, micros]) => micros));
  const pct = middle === null || spread === null ? null : ratio(spread * 100, middle);
  if (pct === null || pct < 1 || days.length < 10) return null;
  return line`Half of the weekdays lie within ${f.percent('day.spread', 'median distance of weekdays from their median', pct)} of the median weekday: a day far outside is worth a look.`;
}

function next(weeks: readonly Week[], rising: Line): Line {
  const { pct } = lastAgainstUsual(weeks);
  return pct !== null && pct >= LEVEL_PCT ? rising : line`nothing; look again when a week leaves this range.`;
}
