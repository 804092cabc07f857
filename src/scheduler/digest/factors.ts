// Which factor of a job's cost makes most of its change: runs, minutes per run, size of the compute, price.
import { type Factor, splitChange } from '#src/lib/cost_split.ts';
import { median, ratio, significant } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { form, type Line, line, words } from '#src/reports/line.ts';
import type { CostChange } from './cost_changes.ts';
import { about, type Notebook } from './notebook.ts';
import type { Amounts, RunCounts, Subject } from './subject.ts';
import { USUAL_BASES } from './usual.ts';

interface Pace {
  readonly runs: number | null;
  readonly minutes: number | null;
  /** DBUs per hour of run time: the size of the compute. */
  readonly intensity: number | null;
  /** Dollars per DBU. */
  readonly price: number | null;
}

function paceOf(amounts: Amounts, runs: RunCounts): Pace {
  const minutes = ratio(runs.durationMs / 60_000, runs.durationRuns);
  return {
    runs: runs.total || null,
    minutes,
    intensity: ratio(amounts.dbuMicros / 1e6, runs.durationMs / 3_600_000),
    price: ratio(amounts.costMicros, amounts.dbuMicros),
  };
}

function usualPace({ bases, baseRuns }: Subject): Pace {
  const paces = bases.slice(0, USUAL_BASES).map((amounts, i) => paceOf(amounts, baseRuns[i]!));
  const of = (key: keyof Pace) => median(paces.flatMap((pace) => (pace[key] === null ? [] : [pace[key]])));
  return { runs: of('runs'), minutes: of('minutes'), intensity: of('intensity'), price: of('price') };
}

/** A factor is named when it makes at least this share of the change. */
const TELLING = 0.4;

/** Of runs, minutes per run, size and price the one that makes most of the change. */
export function factorReason(change: CostChange, notebook: Notebook, hasEvents: boolean): Line | null {
  const { subject, deltaMicros, usualMicros } = change;
  if (change.against === 'run_days' || usualMicros <= 0 || subject.now.costMicros <= 0) return null;
  const [now, usual] = [paceOf(subject.now, subject.runs), usualPace(subject)];
  const factors: Factor[] = (['runs', 'minutes', 'intensity', 'price'] as const).map((key) => ({
    key,
    before: usual[key],
    after: now[key],
  }));
  const parts = splitChange(usualMicros, subject.now.costMicros, factors);
  const telling = parts
    .filter((part) => part.key !== 'rest' && part.amount / deltaMicros >= TELLING)
    .sort((a, b) => b.amount / deltaMicros - a.amount / deltaMicros)[0];
  // More runs are the reruns that were just named.
  if (!telling || (telling.key === 'runs' && hasEvents && subject.runs.retries > 0)) return null;
  return FACTOR_LINES[telling.key]!(subject, notebook, now, usual);
}

type FactorLine = (subject: Subject, notebook: Notebook, now: Pace, usual: Pace) => Line;

const FACTOR_LINES: Readonly<Record<string, FactorLine>> = {
  runs: (subject, { sheet }, now, usual) => {
    const a = sheet.add({ ...about(subject, 'runs'), label: 'runs', value: now.runs!, unit: 'count' });
    const b = sheet.add({
      ...about(subject, 'runs.usual'),
      label: 'usual runs',
      value: Math.round(usual.runs!),
      unit: 'count',
    });
    return line`${a} ${words(plural(now.runs!, 'run'))} instead of ${b}`;
  },
  minutes: (subject, { sheet }, now, usual) => {
    const a = sheet.add({
      ...about(subject, 'minutes'),
      label: 'average run time',
      value: significant(now.minutes!),
      unit: 'minutes',
    });
    const b = sheet.add({
      ...about(subject, 'minutes.usual'),
      label: 'usual run time',
      value: significant(usual.minutes!),
      unit: 'minutes',
    });
    return line`${a} a run instead of ${b}`;
  },
  intensity: (subject, { sheet }, now, usual) => {
    const pct = significant((now.intensity! / usual.intensity! - 1) * 100);
    const fact = sheet.add({
      ...about(subject, 'intensity'),
      label: 'change of DBUs per hour of run time',
      value: pct,
      unit: 'percent_delta',
    });
    return line`${form(fact, 1)} ${words(pct > 0 ? 'more' : 'fewer')} DBUs per hour`;
  },
  price: (subject, { sheet }, now, usual) => {
    const a = sheet.add({
      ...about(subject, 'price'),
      label: 'dollars per DBU',
      value: significant(now.price!),
      unit: 'usd_per_dbu',
    });
    const b = sheet.add({
      ...about(subject, 'price.usual'),
      label: 'usual dollars per DBU',
      value: significant(usual.price!),
      unit: 'usd_per_dbu',
    });
    return line`${a} per DBU instead of ${b}`;
  },
};
