// What made a job's cost change: one part per factor of the cost, in whole cents that add up to the change.
import { type Factor, splitChange } from '#src/lib/cost_split.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { mean, median, ratio, significant, sum } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import { changeInCents, partsInCents } from '../common/cost_parts.ts';
import type { Writer } from '../common/precision.ts';
import { failureGroups, from, isFailed, scopeBefore, shareWord, totals } from './measures.ts';

export interface Cause {
  readonly key: string;
  /** Whole cents. */
  readonly micros: number;
}

/** Cost = first attempts x attempts each x hours per run x DBUs per hour x price per DBU; each factor's part of the change, exact. */
export function causesOf(study: JobStudy, now: number, before: number): Cause[] {
  const split = splitChange(before, now, factorsOf(study));
  const cents = partsInCents(
    changeInCents(now, before),
    split.map((part) => part.amount),
  );
  const causes = split.map((part, i) => ({ key: part.key, micros: cents[i]! }));
  return causes.sort((a, b) => Math.abs(b.micros) - Math.abs(a.micros) || compareText(a.key, b.key));
}

function factorsOf(study: JobStudy): Factor[] {
  const [a, b] = [study.previousRuns, study.runs].map((runs) =>
    runs.filter((run) => run.cost_micros !== null),
  ) as [JobRun[], JobRun[]];
  const first = (runs: JobRun[]) => runs.filter((run) => run.retry_of_run_id === null).length;
  const hours = (runs: JobRun[]) => sum(runs.map((run) => run.duration_ms ?? 0)) / 3.6e6;
  const [before, now] = [totals(study, 'previous'), totals(study, 'current')];
  return [
    { key: 'runs', before: first(a), after: first(b) },
    { key: 'retries', before: ratio(a.length, first(a)), after: ratio(b.length, first(b)) },
    { key: 'duration', before: ratio(hours(a), a.length), after: ratio(hours(b), b.length) },
    {
      key: 'intensity',
      before: ratio(before.dbuMicros / 1e6, hours(a)),
      after: ratio(now.dbuMicros / 1e6, hours(b)),
    },
    {
      key: 'price',
      before: ratio(before.costMicros, before.dbuMicros),
      after: ratio(now.costMicros, now.dbuMicros),
    },
  ];
}

export function causeLine(study: JobStudy, { key, micros }: Cause, write: Writer): Line {
  const amount = study.sheet.add({
    key: `change.${key}`,
    label: `part of the change: ${key}`,
    value: microsToUsd(micros),
    unit: 'usd_delta',
    ...from('runs'),
  });
  return line`${words(causeName(key, micros > 0))} ${strong(write(amount))}${causeDetail(study, key)}`;
}

function causeName(key: string, up: boolean): string {
  const names: Readonly<Record<string, readonly [string, string]>> = {
    runs: ['More runs', 'Fewer runs'],
    retries: ['More repeated attempts', 'Fewer repeated attempts'],
    duration: ['Longer runs', 'Shorter runs'],
    intensity: ['Larger compute per hour', 'Smaller compute per hour'],
    price: ['Higher price per DBU', 'Lower price per DBU'],
    rest: ['Not explained by runs', 'Not explained by runs'],
  };
  return names[key]![up ? 0 : 1];
}

function causeDetail(study: JobStudy, key: string): Line {
  const detail = DETAILS[key]?.(study);
  return detail ? line`: ${detail}` : [];
}

const DETAILS: Readonly<Record<string, (study: JobStudy) => Line | null>> = {
  runs: (study) =>
    pair(
      study,
      'runs.first',
      'first attempts',
      firstAttempts(study.previousRuns),
      firstAttempts(study.runs),
      'count',
    ),
  retries: retriesDetail,
  duration: durationDetail,
  intensity: intensityDetail,
  price: (study) => {
    const [before, now] = [totals(study, 'previous'), totals(study, 'current')];
    const a = ratio(before.costMicros, before.dbuMicros);
    const b = ratio(now.costMicros, now.dbuMicros);
    return a === null || b === null
      ? null
      : pair(
          study,
          'price',
          'a DBU costs on average',
          significant(a),
          significant(b),
          'usd_per_dbu',
          'price per DBU',
        );
  },
};

function pair(
  study: JobStudy,
  key: string,
  label: string,
  before: number,
  after: number,
  unit: 'count' | 'minutes' | 'usd_per_dbu' | 'dbu',
  meaning = label,
): Line {
  const a = study.sheet.add({
    key: `${key}.before`,
    label: `${meaning} in the period before`,
    value: before,
    unit,
    scope: scopeBefore(study),
    ...from('runs'),
  });
  const b = study.sheet.add({
    key: `${key}.after`,
    label: `${meaning} in the period`,
    value: after,
    unit,
    ...from('runs'),
  });
  // two figures that read alike would deny the change they explain
  return a.forms[0] === b.forms[0]
    ? line`${words(label)} nearly the same`
    : line`${words(label)} ${a} → ${b}`;
}

function firstAttempts(runs: readonly JobRun[]): number {
  return runs.filter((run) => run.retry_of_run_id === null && run.cost_micros !== null).length;
}

/** The mean, as in the factor: a median may move the other way. */
function durationDetail(study: JobStudy): Line | null {
  const average = (runs: readonly JobRun[]) =>
    mean(runs.filter((run) => run.cost_micros !== null).map((run) => (run.duration_ms ?? 0) / 60_000));
  const [before, after] = [average(study.previousRuns), average(study.runs)];
  return before === null || after === null
    ? null
    : pair(
        study,
        'duration.mean',
        'a run takes on average',
        significant(before),
        significant(after),
        'minutes',
        'mean duration of runs with usage',
      );
}

/** What an hour of run time burns, and the size of the cluster where that moved. */
function intensityDetail(study: JobStudy): Line | null {
  const hourly = (period: 'current' | 'previous', runs: readonly JobRun[]) => {
    const hours =
      sum(runs.filter((run) => run.cost_micros !== null).map((run) => run.duration_ms ?? 0)) / 3.6e6;
    return ratio(totals(study, period).dbuMicros / 1e6, hours);
  };
  const [before, after] = [hourly('previous', study.previousRuns), hourly('current', study.runs)];
  if (before === null || after === null) return null;
  const [a, b] = [significant(before), significant(after)];
  const burnt = pair(
    study,
    'dbu.hourly',
    'an hour of run time burns',
    a,
    b,
    'dbu',
    'DBUs per hour of run time',
  );
  const [small, large] = [study.previousRuns, study.runs].map(medianSize);
  if (small == null || large == null || small === large) return burnt;
  return line`${burnt}; ${pair(study, 'nodes.median', 'most workers of a run (median)', small, large, 'count')}`;
}

function medianSize(runs: readonly JobRun[]): number | null {
  return median(runs.map((run) => run.max_nodes ?? run.fixed_nodes).filter((size) => size !== null));
}

function retriesDetail(study: JobStudy): Line | null {
  if (study.profile.absent.includes('job_runs.retry_of_run_id'))
    return line`not assessed, this database does not record attempts`;
  const retries = (runs: readonly JobRun[]) => runs.filter((run) => run.retry_of_run_id !== null).length;
  const base = pair(
    study,
    'retries',
    'repeated attempts',
    retries(study.previousRuns),
    retries(study.runs),
    'count',
  );
  const top = failureGroups(study.runs)[0];
  if (!top) return base;
  const allDays = [...new Set(top.runs.map((run) => run.start_time.slice(0, 10)))];
  const lastDays = allDays.slice(-3);
  const days = lastDays.map((value) => failedDayFact(study, value));
  const list = days.flatMap((day, i) =>
    i === 0 ? line`${day}` : line`${words(i === days.length - 1 ? ' and ' : ', ')}${day}`,
  );
  const failed = study.runs.filter(isFailed).length;
  return line`${base}; ${words(shareWord(top.runs.length, failed))} ${quote(top.family.name.toLowerCase())}, ${words(allDays.length > lastDays.length ? 'last on' : 'on')} ${list}`;
}

function failedDayFact(study: JobStudy, value: string) {
  return study.sheet.add({
    key: `failed.day.${value}`,
    label: 'day of a failed run',
    value,
    unit: 'day',
    ...from('runs'),
  });
}
