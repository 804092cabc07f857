// What made a job's cost change: one part per factor of the cost, in whole cents that add up to the change.
import { apportion, type Factor, splitChange } from '#src/lib/cost_split.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { median, ratio, significant, sum } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import { failureGroups, from, medianMinutes, scopeBefore, totals } from './measures.ts';

export interface Cause {
  readonly key: string;
  readonly micros: number;
  readonly line: Line;
}

/** Cost = first attempts x attempts each x hours per run x DBUs per hour x price per DBU; each factor's part of the change, exact. */
export function causesOf(study: JobStudy, now: number, before: number): Cause[] {
  const split = splitChange(before, now, factorsOf(study));
  const cents = apportion(
    now - before,
    split.map((part) => part.amount),
  );
  const causes = split.map((part, i) => ({
    key: part.key,
    micros: cents[i]!,
    line: causeLine(study, part.key, cents[i]!),
  }));
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

function causeLine(study: JobStudy, key: string, micros: number): Line {
  const amount = study.sheet.add({
    key: `change.${key}`,
    label: `part of the change: ${key}`,
    value: microsToUsd(micros),
    unit: 'usd_delta',
    ...from('runs'),
  });
  return line`${words(causeName(key, micros > 0))} ${strong(amount)}${causeDetail(study, key)}`;
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
  intensity: (study) => {
    const [before, now] = [study.previousRuns, study.runs].map((runs) =>
      median(
        runs
          .filter((run) => run.max_nodes !== null || run.fixed_nodes !== null)
          .map((run) => run.max_nodes ?? run.fixed_nodes!),
      ),
    );
    if (before == null || now == null || before === now) return line`DBUs burnt per hour of run time`;
    return pair(study, 'nodes.median', 'median of the largest size', before, now, 'count');
  },
  price: (study) => {
    const [before, now] = [totals(study, 'previous'), totals(study, 'current')];
    const a = ratio(before.costMicros, before.dbuMicros);
    const b = ratio(now.costMicros, now.dbuMicros);
    return a === null || b === null
      ? null
      : pair(study, 'price', 'per DBU', significant(a), significant(b), 'usd_per_dbu', 'price per DBU');
  },
};

function pair(
  study: JobStudy,
  key: string,
  label: string,
  before: number,
  after: number,
  unit: 'count' | 'minutes' | 'usd_per_dbu',
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
  return line`${words(label)} ${a} → ${b}`;
}

function firstAttempts(runs: readonly JobRun[]): number {
  return runs.filter((run) => run.retry_of_run_id === null && run.cost_micros !== null).length;
}

function durationDetail(study: JobStudy): Line | null {
  const before = medianMinutes(study.previousRuns);
  const after = medianMinutes(study.runs);
  return before === null || after === null
    ? null
    : pair(study, 'duration.median', 'median', before, after, 'minutes', 'median duration');
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
  const lastDays = [...new Set(top.runs.map((run) => run.start_time.slice(0, 10)))].slice(-3);
  const days = lastDays.map((value) => failedDayFact(study, value));
  const list = days.flatMap((day, i) =>
    i === 0 ? line`${day}` : line`${words(i === days.length - 1 ? ' and ' : ', ')}${day}`,
  );
  return line`${base}; most failures are ${quote(top.family.name.toLowerCase())}, last on ${list}`;
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
