// Finds the day from which a series stands on another level: one step, by least squares of logarithms.
import type { IsoDay } from './dates.ts';
import { mean, median, sum } from './stats.ts';
import { compareText } from './text.ts';

export interface Measured {
  readonly day: IsoDay;
  /** Above zero. */
  readonly value: number;
}

export interface Step {
  /** First day on the new level. */
  readonly day: IsoDay;
  /** Medians of both sides. */
  readonly before: number;
  readonly after: number;
}

/** Fewer values than this on one side are no level. */
const LEAST = 4;
/** A step explains at least this share of all variation; less is drift or noise. */
const CLEAR = 0.5;
/** A level is another one from this ratio of the medians on. */
const LEAST_RATIO = 1.15;

/** null when no day parts the series clearly, or a straight line fits it better: what grows steadily has no such day. */
export function findStep(series: readonly Measured[]): Step | null {
  const points = series
    .filter(({ value }) => value > 0)
    .sort((a, b) => compareText(a.day, b.day) || a.value - b.value);
  const days = [...new Set(points.map(({ day }) => day))].slice(1);
  const logs = points.map(({ value }) => Math.log(value));
  const all = squares(logs);
  const splits = days
    .map((day) => ({ day, at: points.findIndex((point) => point.day === day) }))
    .filter(({ at }) => at >= LEAST && points.length - at >= LEAST)
    .map(({ day, at }) => ({ day, at, left: squares(logs.slice(0, at)) + squares(logs.slice(at)) }));
  const best = splits.sort((a, b) => a.left - b.left || compareText(a.day, b.day))[0];
  if (!best || all === 0 || 1 - best.left / all < CLEAR) return null;
  if (besideLine(logs) <= best.left) return null;
  const middle = (values: typeof points) => median(values.map(({ value }) => value))!;
  const [before, after] = [middle(points.slice(0, best.at)), middle(points.slice(best.at))];
  const times = Math.max(before / after, after / before);
  return times < LEAST_RATIO ? null : { day: best.day, before, after };
}

/** Sum of squared distances from the mean. */
function squares(values: readonly number[]): number {
  const middle = mean(values) ?? 0;
  return sum(values.map((value) => (value - middle) ** 2));
}

/** Sum of squared distances from the straight line through the values in order. */
function besideLine(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const level = mean(values) ?? 0;
  const width = sum(values.map((_, i) => (i - middle) ** 2));
  const slope = width === 0 ? 0 : sum(values.map((value, i) => (i - middle) * (value - level))) / width;
  return sum(values.map((value, i) => (value - level - slope * (i - middle)) ** 2));
}
