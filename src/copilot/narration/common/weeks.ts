// The cost of the last weeks, and the one word that may be said of them.
import { addDays, daysBetween, type IsoDay } from '#src/lib/dates.ts';
import { median, ratio } from '#src/lib/stats.ts';
import type { StudyBase } from '../../study/study.ts';
import { earlier } from './days.ts';
import { type Silence, silenceOf } from './silence.ts';

/** Cost by day in micro-dollars; days without cost are absent. */
export type ByDay = ReadonlyMap<IsoDay, number>;

export interface Week {
  readonly from: IsoDay;
  readonly to: IsoDay;
  readonly micros: number;
}

/** What the weeks show, and the two amounts that show it. */
export type Verdict =
  | { readonly kind: 'stopped'; readonly silence: Silence }
  | { readonly kind: 'seldom'; readonly weeks: number }
  | (Comparison & { readonly kind: 'step'; readonly since: Week })
  | (Comparison & { readonly kind: 'drift'; readonly isGoingOn: boolean })
  | (Comparison & { readonly kind: 'steady' })
  | (Comparison & { readonly kind: 'back' })
  | (Comparison & { readonly kind: 'apart' });

export interface Comparison {
  /** Micro-dollars a week now and before, as medians where several weeks are meant. */
  readonly now: number;
  readonly before: number;
  readonly pct: number;
  /** Weeks on either side. */
  readonly weeksNow: number;
  readonly weeksBefore: number;
}

const MOST_WEEKS = 8;
/** Weeks of a job that runs daily differ by this much, in percent, without a cause. */
const LEVEL_PCT = 5;
/** A level is another one when every week of it is this far, in percent, from every week before. */
const STEP_PCT = 10;
/** A single week this many times as far from the others as the newer half is tells more than the half. */
const FAR_LARGER_TIMES = 2;
/** A week this many times the usual one was an exception. */
const EXCEPTION_TIMES = 1.5;

/** The last day that counts: the end of the period, or of the data. */
export function endOf(study: StudyBase): IsoDay {
  return earlier(study.params.to, study.window.asOf);
}

export function costByDay(
  daily: readonly { readonly day: IsoDay; readonly cost_micros: number }[],
  end: IsoDay,
): ByDay {
  const byDay = new Map<IsoDay, number>();
  for (const { day, cost_micros } of daily)
    if (day <= end) byDay.set(day, (byDay.get(day) ?? 0) + cost_micros);
  return byDay;
}

/** Seven-day stretches that end with `end`, oldest first, from the first day with cost on. */
export function weeksOf(byDay: ByDay, end: IsoDay): Week[] {
  const first = firstDay(byDay);
  if (!first || first > end) return [];
  const count = Math.min(MOST_WEEKS, Math.floor((daysBetween(first, end) + 1) / 7));
  return Array.from({ length: count }, (_, i) => addDays(end, -7 * (count - i) + 1)).map((from) => ({
    from,
    to: addDays(from, 6),
    micros: Array.from({ length: 7 }, (_, d) => byDay.get(addDays(from, d)) ?? 0).reduce((a, b) => a + b, 0),
  }));
}

export function firstDay(byDay: ByDay): IsoDay | undefined {
  return [...byDay.keys()].sort()[0];
}

/** At least three weeks. Looks for a stop, a step that lasts, a slow drift, and only then at the last week alone. */
export function verdictOf(weeks: readonly Week[], byDay: ByDay, end: IsoDay): Verdict {
  const silence = silenceOf(activeDays(byDay), end);
  if (silence) return { kind: 'stopped', silence };
  const before = weeks.slice(0, -1);
  if (middle(before) <= 0) return { kind: 'seldom', weeks: weeks.filter((week) => week.micros > 0).length };
  const change = step(weeks);
  const slow = drift(weeks);
  return (outweighs(change, slow) ? change : slow) ?? lastWeek(weeks);
}

/** A step of one week may be the end of a slow rise, unless it is far larger. */
function outweighs(change: Verdict | null, slow: Verdict | null): boolean {
  if (change?.kind !== 'step' || slow?.kind !== 'drift') return change !== null;
  return change.weeksNow > 1 || Math.abs(change.pct) >= Math.abs(slow.pct) * FAR_LARGER_TIMES;
}

function activeDays(byDay: ByDay): IsoDay[] {
  return [...byDay].filter(([, micros]) => micros > 0).map(([day]) => day);
}

function middle(weeks: readonly Week[]): number {
  return median(weeks.map((week) => week.micros)) ?? 0;
}

function compare(now: readonly Week[], before: readonly Week[]): Comparison {
  const [a, b] = [middle(now), middle(before)];
  return {
    now: a,
    before: b,
    pct: ratio((a - b) * 100, b) ?? 0,
    weeksNow: now.length,
    weeksBefore: before.length,
  };
}

/** The split with the widest gap between all weeks since and all weeks before. */
function step(weeks: readonly Week[]): Extract<Verdict, { kind: 'step' }> | null {
  const splits = weeks.map((_, i) => i).filter((i) => i >= 2 && isStep(weeks.slice(i), weeks.slice(0, i)));
  const widest = splits.sort((a, b) => gap(weeks, b) - gap(weeks, a) || a - b)[0];
  if (widest === undefined) return null;
  return {
    kind: 'step',
    since: weeks[widest]!,
    ...compare(weeks.slice(widest), weeks.slice(0, widest)),
  };
}

function isStep(now: readonly Week[], before: readonly Week[]): boolean {
  const [a, b] = [now.map((week) => week.micros), before.map((week) => week.micros)];
  if (Math.min(...b) <= 0) return false;
  const far = 1 + STEP_PCT / 100;
  return Math.min(...a) >= Math.max(...b) * far || Math.max(...a) * far <= Math.min(...b);
}

function gap(weeks: readonly Week[], split: number): number {
  return Math.abs(compare(weeks.slice(split), weeks.slice(0, split)).pct);
}

/** The newer half against the older one, when the last week lies on the same side. */
function drift(weeks: readonly Week[]): Verdict | null {
  const half = Math.ceil(weeks.length / 2);
  const [older, newer] = [weeks.slice(0, half), weeks.slice(half)];
  if (newer.length < 2) return null;
  const halves = compare(newer, older);
  const last = compare(weeks.slice(-1), older);
  const isFar = Math.abs(halves.pct) >= STEP_PCT && Math.abs(last.pct) >= STEP_PCT;
  if (!isFar || Math.sign(halves.pct) !== Math.sign(last.pct)) return null;
  const further = compare(weeks.slice(-1), newer).pct;
  const isGoingOn = Math.abs(further) >= LEVEL_PCT && Math.sign(further) === Math.sign(halves.pct);
  return { kind: 'drift', isGoingOn, ...halves };
}

function lastWeek(weeks: readonly Week[]): Verdict {
  const last = compare(weeks.slice(-1), weeks.slice(0, -1));
  if (Math.abs(last.pct) >= LEVEL_PCT) return { kind: 'apart', ...last };
  const dearest = Math.max(...weeks.map((week) => week.micros));
  return dearest >= last.before * EXCEPTION_TIMES ? { kind: 'back', ...last } : { kind: 'steady', ...last };
}
