// Monitor: week by week, weekdays against weekends, and the pace of this month.
import { addDays, weekdayOf } from '#src/lib/dates.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { median, ratio, significant, sum } from '#src/lib/stats.ts';
import { form, type Line, line, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { from } from './measures.ts';

const WEEKS = 4;

export function trend(study: JobStudy): Narration {
  const cost = costByDay(study);
  const first = study.daily[0]?.day;
  const weeks = completeWeeks(study, cost, first);
  if (!first || weeks.length < 2) {
    return notApplicable(
      line`*Too short for a trend:* there are fewer than two whole weeks of cost before the end of the period.`,
      { next: [line`choose a later end, or look at *Cost drivers*.`] },
    );
  }
  const points = [
    weeksPoint(study, weeks),
    weekendPoint(study, cost, first),
    pacePoint(study, cost),
    peakPoint(study, cost),
  ];
  return draft(headline(study, weeks), {
    points: points.filter((point) => point.length > 0),
    next: [nextStep(weeks)],
  });
}

type Week = { readonly from: string; readonly micros: number };

function costByDay(study: JobStudy): ReadonlyMap<string, number> {
  return new Map(study.daily.map((row) => [row.day, row.cost_micros]));
}

/** Seven-day stretches back from the end of the period, newest first, as far as there are data. */
function completeWeeks(
  study: JobStudy,
  cost: ReadonlyMap<string, number>,
  first: string | undefined,
): Week[] {
  const weeks: Week[] = [];
  for (let i = 0; i < WEEKS; i++) {
    const start = addDays(lastDay(study), -7 * (i + 1) + 1);
    if (!first || start < first) break;
    weeks.push({
      from: start,
      micros: sum(Array.from({ length: 7 }, (_, d) => cost.get(addDays(start, d)) ?? 0)),
    });
  }
  return weeks;
}

/** Days beyond the data have no cost yet; they are no trend. */
function lastDay(study: JobStudy): string {
  return [study.params.to, study.window.asOf].sort()[0]!;
}

function usd(study: JobStudy, key: string, label: string, micros: number) {
  return study.sheet.add({ key, label, value: microsToUsd(micros), unit: 'usd', ...from('daily') });
}

function headline(study: JobStudy, weeks: readonly Week[]): Line {
  const [last, ...earlier] = weeks as [Week, ...Week[]];
  const typical = median(earlier.map((week) => week.micros))!;
  const pct = ratio((last.micros - typical) * 100, typical);
  const now = usd(study, 'week.last', 'cost of the last seven days', last.micros);
  const before = usd(study, 'week.typical', 'median of the weeks before', typical);
  const compared = line`${now} in the last week, ${before} in a typical week before it.`;
  if (pct === null || typical < 0) return line`${strong(study.subject)} *week by week:* ${compared}`;
  if (Math.abs(pct) < 3) return line`${strong(study.subject)} *is steady:* ${compared}`;
  const change = study.sheet.add({
    key: 'week.change',
    label: 'last week against a typical week before',
    value: significant(pct),
    unit: 'percent_delta',
    ...from('daily'),
  });
  return line`${strong(study.subject)} *is* ${strong(words(pct > 0 ? 'rising:' : 'falling:'))} ${now} in the last week, ${form(change, 1)} ${words(pct > 0 ? 'above' : 'below')} a typical week before it (${before}).`;
}

function weeksPoint(study: JobStudy, weeks: readonly Week[]): Line {
  const listed = [...weeks]
    .reverse()
    .flatMap(
      (week, i) =>
        line`${words(i === 0 ? '' : ' → ')}${usd(study, `week.${week.from}`, `cost of the week from ${week.from}`, week.micros)}`,
    );
  return line`Week by week: ${listed}.`;
}

function weekendPoint(study: JobStudy, cost: ReadonlyMap<string, number>, first: string): Line {
  const days = [...cost].filter(([day]) => day >= first);
  const isWeekend = (day: string) => weekdayOf(day) === 0 || weekdayOf(day) === 6;
  const weekend = median(days.filter(([day]) => isWeekend(day)).map(([, micros]) => micros));
  const week = median(days.filter(([day]) => !isWeekend(day)).map(([, micros]) => micros));
  if (weekend === null || week === null) return [];
  const pct = ratio((weekend - week) * 100, week);
  const a = usd(study, 'day.weekend', 'median cost of a weekend day', weekend);
  const b = usd(study, 'day.weekday', 'median cost of a weekday', week);
  if (weekend === week || (pct !== null && Math.abs(pct) < 5))
    return line`Weekends cost as much as weekdays: ${a} and ${b} a day (medians).`;
  return line`A weekday costs ${b}, a weekend day ${a} (medians).`;
}

/** The month of the last day at the pace of its days so far. */
function pacePoint(study: JobStudy, cost: ReadonlyMap<string, number>): Line {
  const to = lastDay(study);
  const [year, month, date] = to.split('-').map(Number) as [number, number, number];
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const soFar = sum(
    [...cost].filter(([day]) => day.slice(0, 7) === to.slice(0, 7)).map(([, micros]) => micros),
  );
  const spent = usd(study, 'month.so_far', 'cost of this month to the end of the period', soFar);
  if (date === length) return line`The month closed at ${spent}.`;
  const pace = usd(
    study,
    'month.pace',
    'cost of the month at the pace so far',
    Math.round((soFar / date) * length),
  );
  return line`This month stands at ${spent} and is on pace for ${pace} (run rate, no forecast).`;
}

function peakPoint(study: JobStudy, cost: ReadonlyMap<string, number>): Line {
  const inPeriod = [...cost].filter(([day]) => day >= study.params.from);
  const typical = median(inPeriod.map(([, micros]) => micros));
  const peak = [...inPeriod].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  if (!peak || typical === null || peak[1] < typical * 1.5 || typical <= 0) return [];
  const day = study.sheet.add({
    key: 'peak.day',
    label: 'most expensive day of the period',
    value: peak[0],
    unit: 'day',
    ...from('daily'),
  });
  const times = study.sheet.add({
    key: 'peak.times',
    label: 'most expensive day against the median day',
    value: significant(peak[1] / typical),
    unit: 'times',
    ...from('daily'),
  });
  return line`The highest day was ${day} with ${usd(study, 'peak.cost', 'cost of the most expensive day', peak[1])}, ${times} the median day.`;
}

function nextStep(weeks: readonly Week[]): Line {
  const rising = weeks.length > 1 && weeks[0]!.micros > weeks[1]!.micros * 1.1;
  return rising
    ? line`find out why before the month closes (*What changed?*).`
    : line`nothing; look again when a week leaves this range.`;
}
