// What made a job's cost change: one part per factor of the cost, in whole cents that add up to the change.
import { type Account, costTerms, firstRuns, type RunSums, TERMS, type Term } from '#src/lib/cost_terms.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { skuName } from '#src/lib/sku_names.ts';
import { median, ratio, significant, sum } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import { termName } from '#src/reports/term_words.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import { changeInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import type { Writer } from '../common/precision.ts';
import { failureGroups, from, isFailed, scopeBefore, shareWord } from './measures.ts';

export interface Cause {
  readonly key: Term;
  /** Whole cents. */
  readonly micros: number;
}

/** The terms of the change, the largest first; the same as the job's row in the report of changed costs. */
export function causesOf(study: JobStudy, now: number, before: number): Cause[] {
  const [a, b] = [accountOf(study, 'previous'), accountOf(study, 'current')];
  const terms = costTerms(a, b, changeInCents(now, before));
  const causes = TERMS.flatMap((key) => (terms[key] === undefined ? [] : [{ key, micros: terms[key] }]));
  return causes.sort((x, y) => Math.abs(y.micros) - Math.abs(x.micros) || compareText(x.key, y.key));
}

type Period = 'current' | 'previous';

export function accountOf(study: JobStudy, period: Period): Account {
  const skus = study.skus
    .filter((row) => row.period === period)
    .map((row) => ({
      sku: row.compute_sku,
      costMicros: row.cost_micros,
      dbuMicros: row.priced_dbu_micros,
    }));
  return { skus, days: skus.length, runs: runSums(study, period) };
}

function runSums(study: JobStudy, period: Period): RunSums {
  const runs = runsOf(study, period);
  const retries = runs.filter((run) => run.retry_of_run_id !== null).length;
  return {
    finished: runs.filter(isEnded).length,
    retries: knowsRetries(study) ? retries : null,
    hours: sum(runs.map((run) => run.duration_ms ?? 0)) / 3.6e6,
  };
}

function runsOf(study: JobStudy, period: Period): readonly JobRun[] {
  return period === 'current' ? study.runs : study.previousRuns;
}

function isEnded(run: JobRun): boolean {
  return run.run_status === 'SUCCESS' || run.run_status === 'FAILED';
}

export function knowsRetries({ profile }: JobStudy): boolean {
  return !profile.absent.includes('job_runs.retry_of_run_id');
}

export function causeLine(study: JobStudy, { key, micros }: Cause, write: Writer): Line {
  const amount = study.sheet.add({
    key: `change.${key}`,
    label: `part of the change: ${key}`,
    value: microsToUsd(micros),
    unit: 'usd_delta',
    ...from('runs'),
  });
  return line`${words(termName(key, micros))} ${strong(write(amount))}${causeDetail(study, key)}`;
}

function causeDetail(study: JobStudy, key: Term): Line {
  const detail = DETAILS[key]?.(study);
  return detail ? line`: ${detail}` : [];
}

const DETAILS: Readonly<Partial<Record<Term, (study: JobStudy) => Line | null>>> = {
  runs: runsDetail,
  retries: retriesDetail,
  duration: durationDetail,
  intensity: intensityDetail,
  price: priceDetail,
};

/** First attempts where repeats are known, else all. */
function runsDetail(study: JobStudy): Line {
  const [before, now] = [runSums(study, 'previous'), runSums(study, 'current')];
  const [a, b] = [firstRuns(before), firstRuns(now)];
  return a === null || b === null
    ? pair(study, 'runs.finished', 'finished runs', before.finished, now.finished, 'count')
    : pair(study, 'runs.first', 'finished runs without repeats', a, b, 'count');
}

/** A list price that changed inside the two periods is named with its day. */
function priceDetail(study: JobStudy): Line | null {
  const price = (period: Period) => {
    const { skus } = accountOf(study, period);
    const value = ratio(sum(skus.map((use) => use.costMicros)), sum(skus.map((use) => use.dbuMicros)));
    return value === null ? null : significant(value);
  };
  const [a, b] = [price('previous'), price('current')];
  if (a === null || b === null) return null;
  const base = pair(study, 'price', 'a DBU costs on average', a, b, 'usd_per_dbu', 'price per DBU');
  return line`${base}${listPrice(study)}`;
}

function listPrice(study: JobStudy): Line {
  const { prices, skus, window, params } = study;
  const step = prices.find(
    (row) =>
      skus.some((sku) => sku.compute_sku === row.compute_sku) &&
      row.price_start_date > window.previousFrom &&
      row.price_start_date <= params.to &&
      prices.some((old) => old.compute_sku === row.compute_sku && old.usd_per_dbu !== row.usd_per_dbu),
  );
  if (!step) return [];
  const f = figures(study, 'facts/sku_prices');
  return line`; the list price of ${quote(skuName(step.compute_sku))} is ${f.price('price.list', 'list price per DBU', step.usd_per_dbu)} since ${f.day('price.list.day', 'day of the new list price', step.price_start_date)}`;
}

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

/** All hours over finished runs, as in the factor: a median may move the other way. */
function durationDetail(study: JobStudy): Line | null {
  const minutes = (period: Period) => {
    const { hours, finished } = runSums(study, period);
    return ratio(hours * 60, finished);
  };
  const [before, after] = [minutes('previous'), minutes('current')];
  if (before === null || after === null) return null;
  const [a, b] = [significant(before), significant(after)];
  const meaning = 'mean duration of a finished run';
  return pair(study, 'duration.mean', 'a run takes on average', a, b, 'minutes', meaning);
}

/** What an hour of run time burns, and the size of the cluster where that moved. */
function intensityDetail(study: JobStudy): Line | null {
  const hourly = (period: Period) => {
    const { skus, runs } = accountOf(study, period);
    return ratio(sum(skus.map((use) => use.dbuMicros)) / 1e6, runs?.hours ?? 0);
  };
  const [before, after] = [hourly('previous'), hourly('current')];
  if (before === null || after === null) return null;
  const [a, b] = [significant(before), significant(after)];
  const meaning = 'DBUs per hour of run time';
  const burnt = pair(study, 'dbu.hourly', 'an hour of run time burns', a, b, 'dbu', meaning);
  const [small, large] = [study.previousRuns, study.runs].map(medianSize);
  if (small == null || large == null || small === large) return burnt;
  return line`${burnt}; ${pair(study, 'nodes.median', 'most workers of a run (median)', small, large, 'count')}`;
}

function medianSize(runs: readonly JobRun[]): number | null {
  return median(runs.map((run) => run.max_nodes ?? run.fixed_nodes).filter((size) => size !== null));
}

function retriesDetail(study: JobStudy): Line | null {
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
