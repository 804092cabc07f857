// Monitor: week by week, weekdays against weekends, the pace of the month; for anything with a cost per day.
import { addDays, type IsoDay, weekdayOf } from '#src/lib/dates.ts';
import { mad, median, ratio } from '#src/lib/stats.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { StudyBase } from '../../study/study.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { type Figures, figures } from './figures.ts';
import { listed, said } from './phrases.ts';
import { headlineOf } from './trend_headline.ts';
import {
  type ByDay,
  costByDay,
  endOf,
  firstDay,
  type Verdict,
  verdictOf,
  type Week,
  weeksOf,
} from './weeks.ts';

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
  /** What to do when it has stopped; else it is asked whether that was meant. */
  readonly stopped?: Line;
  /** How the others of its kind moved; null when there are none. */
  readonly peers: Line | null;
  readonly notes: readonly Line[];
}

/** Fewer weeks show no direction. */
const LEAST_WEEKS = 3;
/** Days are compared by their medians only where most days have cost; the median of a weekly job's days is zero. */
const BUSY_SHARE = 0.5;

export function trendOf(input: TrendInput): Narration {
  const { study, notes, daily, peers } = input;
  const end = endOf(study);
  const byDay = costByDay(daily, end);
  const weeks = weeksOf(byDay, end);
  if (weeks.length < LEAST_WEEKS) return tooShort(input, weeks.length);
  const f = figures(study, input.statement);
  const verdict = verdictOf(weeks, byDay, end);
  const isGoing = verdict.kind !== 'stopped' && verdict.kind !== 'seldom';
  const isLevel = verdict.kind === 'steady' || verdict.kind === 'back' || verdict.kind === 'apart';
  const recent = daysOfLastWeeks(byDay, end, 28);
  const isBusy = isGoing && recent.filter(([, micros]) => micros > 0).length >= recent.length * BUSY_SHARE;
  return draft(headlineOf(input, verdict, weeks, f), {
    points: said([
      weeksPoint(weeks, f),
      isLevel && verdict.kind !== 'apart' ? extremesPoint(weeks, f) : null,
      isBusy ? weekendPoint(recent, f) : null,
      monthPoint(study, byDay, isBusy ? recent : null, f),
      isBusy && isLevel ? steadyPoint(recent, f) : null,
      peers,
    ]),
    next: [nextFor(input, verdict, weeks, f)],
    notes,
  });
}

function tooShort({ study, notes }: TrendInput, count: number): Narration {
  const f = figures(study, 'source/profile');
  const weeks = f.count('weeks', 'whole weeks with cost', count);
  const end = f.day('trend.end', 'last day looked at', endOf(study));
  return notApplicable(
    line`*Too short for a trend:* ${study.subject} has ${weeks} whole ${words(count === 1 ? 'week' : 'weeks')} of cost up to ${end}, and a trend takes three.`,
    { next: [line`look at what the cost is made of instead (*Cost drivers*).`], notes },
  );
}

/** Each with its first day, so that a week can be found again. */
function weeksPoint(weeks: readonly Week[], f: Figures): Line {
  const parts = weeks.map(
    (week) => line`${f.day(`week.${week.from}.day`, 'first day of a week', week.from)} ${weekCost(week, f)}`,
  );
  return line`Weeks by their first day: ${listed(parts)}.`;
}

function weekCost(week: Week, f: Figures) {
  return f.usd(`week.${week.from}`, `cost of the seven days from ${week.from}`, week.micros);
}

/** Weeks nearer than this to each other have no dearest. */
const EXTREME_TIMES = 1.15;

function extremesPoint(weeks: readonly Week[], f: Figures): Line | null {
  const sorted = [...weeks].sort((a, b) => b.micros - a.micros || (a.from < b.from ? -1 : 1));
  const [top, low] = [sorted[0]!, sorted.at(-1)!];
  if (low.micros <= 0 || top.micros < low.micros * EXTREME_TIMES) return null;
  return line`The dearest of these weeks began on ${f.day(`week.${top.from}.day`, 'first day of a week', top.from)} and cost ${f.times('week.top.times', 'dearest week against the cheapest', top.micros / low.micros)} as much as the cheapest, that of ${f.day(`week.${low.from}.day`, 'first day of a week', low.from)}.`;
}

function isWeekend(day: string): boolean {
  return weekdayOf(day) === 0 || weekdayOf(day) === 6;
}

/** Days without usage count as zero: a cluster that rests on Sundays costs nothing on Sundays. */
function daysOfLastWeeks(byDay: ByDay, end: IsoDay, days: number): [string, number][] {
  const first = firstDay(byDay) ?? end;
  return Array.from({ length: days }, (_, i) => addDays(end, i + 1 - days))
    .filter((day) => day >= first)
    .map((day) => [day, byDay.get(day) ?? 0]);
}

function usualDay(days: readonly [string, number][], weekend: boolean): number {
  return median(days.filter(([day]) => isWeekend(day) === weekend).map(([, micros]) => micros)) ?? 0;
}

function weekendPoint(days: readonly [string, number][], f: Figures): Line {
  const weekday = f.usd('day.weekday', 'median cost of a weekday, last four weeks', usualDay(days, false));
  const weekend = f.usd(
    'day.weekend',
    'median cost of a Saturday or Sunday, last four weeks',
    usualDay(days, true),
  );
  return line`A weekday costs ${weekday}, a Saturday or Sunday ${weekend} (medians of the last four weeks).`;
}

/** The month of the last day: what it came to and, where the days are alike, what it comes to at their pace. */
function monthPoint(
  study: StudyBase,
  byDay: ByDay,
  recent: readonly [string, number][] | null,
  f: Figures,
): Line {
  const end = endOf(study);
  const month = end.slice(0, 7);
  const first = firstDay(byDay)!;
  const from = first > `${month}-01` ? first : `${month}-01`;
  const soFar = sumOf(byDay, (day) => day.startsWith(month));
  const spent = f.usd('month.spent', 'cost of the month so far', soFar);
  const days = line`from ${f.day('month.from', 'first day counted of the month', from)} to ${f.day('month.to', 'last day counted of the month', end)}`;
  const open: string[] = [];
  for (let day = addDays(end, 1); day.startsWith(month); day = addDays(day, 1)) open.push(day);
  const before = first > `${month}-01` ? [] : lastMonthText(byDay, month, first, f);
  if (open.length === 0 || recent === null || from === first)
    return line`The month, ${days}, came to ${spent}${before}${otherPeriod(study, from)}.`;
  const pace = soFar + open.reduce((sum, day) => sum + usualDay(recent, isWeekend(day)), 0);
  return line`The month, ${days}, stands at ${spent} and ends at ${f.usd('month.pace', 'cost of the month at the pace of the last four weeks', Math.round(pace))} if the median days of the last four weeks repeat${before}${otherPeriod(study, from)}.`;
}

/** The month is not the period of the other figures: said, so that nobody compares them. */
function otherPeriod({ params, sheet }: StudyBase, from: IsoDay): Line {
  if (params.from === from) return [];
  const first = sheet.add({
    key: 'window.from',
    label: 'first day of the period',
    value: params.from,
    unit: 'day',
  });
  return line`; the other answers count from ${first}`;
}

function sumOf(byDay: ByDay, counts: (day: string) => boolean): number {
  return [...byDay].filter(([day]) => counts(day)).reduce((sum, [, micros]) => sum + micros, 0);
}

/** Only when the whole month before is in the history. */
function lastMonthText(byDay: ByDay, month: string, first: IsoDay, f: Figures): Line {
  const before = addDays(`${month}-01`, -1).slice(0, 7);
  if (first > `${before}-01`) return [];
  const micros = sumOf(byDay, (day) => day.startsWith(before));
  return line`, after ${f.usd('month.before', 'cost of the month before', micros)} in the month before`;
}

/** How far usual days lie apart: the measure against which a single day is high or not. */
function steadyPoint(recent: readonly [string, number][], f: Figures): Line | null {
  const days = recent.filter(([day]) => !isWeekend(day));
  const middle = median(days.map(([, micros]) => micros));
  const spread = mad(days.map(([, micros]) => micros));
  const pct = middle === null || spread === null ? null : ratio(spread * 100, middle);
  if (pct === null || pct < 1 || days.length < 10) return null;
  return line`Half of the weekdays lie within ${f.percent('day.spread', 'median distance of weekdays from their median', pct)} of the median weekday: a day far outside is worth a look.`;
}

function nextFor(
  { rising, stopped }: TrendInput,
  verdict: Verdict,
  weeks: readonly Week[],
  f: Figures,
): Line {
  if (verdict.kind === 'stopped')
    return stopped ?? line`nothing, if it was meant to stop; otherwise ask its owner.`;
  if (verdict.kind === 'seldom')
    return line`look at single days rather than weeks (*Cost drivers*): it costs something only now and then.`;
  if (verdict.kind === 'step' || verdict.kind === 'drift')
    return verdict.pct > 0
      ? rising
      : line`check that nothing is missing: work that stopped costs less too (*Cost drivers*).`;
  const dearest = [...weeks].sort((a, b) => b.micros - a.micros || (a.from < b.from ? -1 : 1))[0]!;
  if (verdict.kind === 'apart')
    return line`look again after the next week: one week apart from the others is no trend yet.`;
  return line`nothing now; look again when a week costs more than ${weekCost(dearest, f)}, the dearest of these.`;
}
