// Whether the cost of these days comes with the calendar: the same days of the months before cost about as much.
import { addDays, type IsoDay } from '#src/lib/dates.ts';
import { sum } from '#src/lib/stats.ts';
import { type Line, line } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { figures } from '../common/figures.ts';
import { totals } from './measures.ts';

/** A longer stretch is no part of a month. */
const MOST_DAYS = 15;
/** Against the period before the cost must differ by this factor, or there is nothing to explain. */
const MOVED = 1.5;
/** Other months cost as much when they lie within this factor. */
const ALIKE = 1.6;

interface SameDays {
  readonly from: IsoDay;
  readonly to: IsoDay;
  readonly micros: number;
}

export function isMonthPattern(study: JobStudy): boolean {
  return sameDaysOf(study) !== null;
}

/** 'The same days of the months before cost $31 (25 to 30 Sep) and $37 ...': what comes every month is no surprise. */
export function monthPoint(study: JobStudy): Line | null {
  const months = sameDaysOf(study);
  if (months === null) return null;
  const f = figures(study, 'facts/job_daily');
  const parts = months.map(({ from, to, micros }, i) => {
    const cost = f.usd(`month.${i + 1}.cost`, 'cost on the same days of an earlier month', micros);
    const first = f.day(`month.${i + 1}.from`, 'first of the same days of an earlier month', from);
    const last = f.day(`month.${i + 1}.to`, 'last of the same days of an earlier month', to);
    return line`${cost} from ${first} to ${last}`;
  });
  return line`It comes with the calendar: the same days cost about as much in earlier months, ${parts[0]!} and ${parts[1]!}.`;
}

/** The same days one and two months earlier, where both are in the data and alike; else null. */
function sameDaysOf(study: JobStudy): readonly SameDays[] | null {
  const { params, window, profile } = study;
  const [now, before] = [totals(study, 'current').costMicros, totals(study, 'previous').costMicros];
  if (window.days > MOST_DAYS || now <= 0 || before <= 0 || within(now, before, MOVED)) return null;
  const months = [1, 2].map((back) => {
    const [from, to] = [monthsEarlier(params.from, back), monthsEarlier(params.to, back)];
    const days = study.daily.filter(({ day }) => day >= from && day <= to);
    return { from, to, micros: sum(days.map((row) => row.cost_micros)) };
  });
  const reach = addDays(params.to, -HISTORY_DAYS);
  const first = [profile.firstDay ?? params.from, reach].sort().at(-1)!;
  const known = months.every(({ from }) => from >= first);
  return known && months.every(({ micros }) => micros > 0 && within(micros, now, ALIKE)) ? months : null;
}

/** Days of daily cost a study holds. */
const HISTORY_DAYS = 90;

function within(a: number, b: number, factor: number): boolean {
  return Math.max(a, b) / Math.min(a, b) < factor;
}

/** The same day of an earlier month, or its last one: 31 Oct -> 30 Sep. */
function monthsEarlier(day: IsoDay, months: number): IsoDay {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const index = year * 12 + month - 1 - months;
  const start = (i: number) => `${Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`;
  const last = addDays(start(index + 1), -1);
  const same = `${start(index).slice(0, 8)}${day.slice(8)}`;
  return same < last ? same : last;
}
