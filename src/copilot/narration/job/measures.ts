// The figures every narration of a job starts from, each added to the sheet as a fact.
import { type ErrorFamily, errorFamily } from '#src/lib/error_families.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { median, ratio, significant, sum } from '#src/lib/stats.ts';
import { MANY_TIMES_PCT } from '#src/reports/changes.ts';
import type { Fact } from '#src/reports/facts.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import { type Silence, silenceOf } from '../common/silence.ts';
import { endOf } from '../common/weeks.ts';

export interface Totals {
  readonly costMicros: number;
  readonly spotMicros: number;
  readonly dbuMicros: number;
  readonly unpriced: number;
}

export function totals(study: JobStudy, period: 'current' | 'previous'): Totals {
  const rows = study.skus.filter((sku) => sku.period === period);
  return {
    costMicros: sum(rows.map((r) => r.cost_micros)),
    spotMicros: sum(rows.map((r) => r.spot_cost_micros)),
    dbuMicros: sum(rows.map((r) => r.dbu_micros)),
    unpriced: sum(rows.map((r) => r.unpriced_rows)),
  };
}

const hashes = {
  cost: 'facts/job_periods',
  runs: 'facts/job_runs',
  peers: 'facts/job_peers',
  evictions: 'facts/job_evictions',
  neighbours: 'facts/job_neighbours',
  daily: 'facts/job_daily',
  profile: 'facts/job_profile',
} as const;

/** The SQL a fact rests on. */
export function from(name: keyof typeof hashes): { sqlHash: string } {
  return { sqlHash: loadSql(hashes[name]).hash };
}

export function costFact(study: JobStudy): Fact {
  const usd = microsToUsd(totals(study, 'current').costMicros);
  return study.sheet.add({
    key: 'cost',
    label: 'cost in the period',
    value: usd,
    unit: 'usd',
    ...from('cost'),
  });
}

export function previousCostFact(study: JobStudy): Fact {
  const usd = microsToUsd(totals(study, 'previous').costMicros);
  return study.sheet.add({
    key: 'cost.previous',
    label: 'cost in the period before',
    value: usd,
    unit: 'usd',
    scope: scopeBefore(study),
    ...from('cost'),
  });
}

/** What a fact of the period before is about. */
export function scopeBefore({ window }: JobStudy): string {
  return `${window.previousFrom}..${window.previousTo}`;
}

/** null when the data do not cover both periods, or the one before did not cost anything. */
function costRatio(study: JobStudy): number | null {
  const before = totals(study, 'previous').costMicros;
  if (!study.window.hasPrevious || before <= 0) return null;
  return totals(study, 'current').costMicros / before;
}

/** How many times as much as before, from ten times on; else null. */
export function costTimesFact(study: JobStudy): Fact | null {
  const times = costRatio(study);
  if (times === null || (times - 1) * 100 < MANY_TIMES_PCT) return null;
  return study.sheet.add({
    key: 'cost.times',
    label: 'cost as a multiple of the period before',
    value: significant(times),
    unit: 'times',
    ...from('cost'),
  });
}

/** ' (+69%)', ' (72 times the period before)' or nothing. */
export function costChangeMark(study: JobStudy): Line {
  const times = costTimesFact(study);
  if (times) return line` (${times} the ${words(study.window.days === 1 ? 'day' : 'period')} before)`;
  const change = costChangeFact(study);
  return change ? line` (${change})` : [];
}

/** null where costTimesFact says it, and where there is nothing to compare with. */
export function costChangeFact(study: JobStudy): Fact | null {
  const times = costRatio(study);
  if (times === null || costTimesFact(study)) return null;
  const pct = (times - 1) * 100;
  return study.sheet.add({
    key: 'cost.change_pct',
    label: 'change of cost on the period before',
    value: significant(pct),
    unit: 'percent_delta',
    ...from('cost'),
  });
}

export function countFact(study: JobStudy, key: string, label: string, value: number): Fact {
  return study.sheet.add({ key, label, value, unit: 'count', ...from('runs') });
}

export function usdFact(study: JobStudy, key: string, label: string, micros: number): Fact {
  return study.sheet.add({ key, label, value: microsToUsd(micros), unit: 'usd', ...from('runs') });
}

export function isFailed(run: JobRun): boolean {
  return run.run_status === 'FAILED';
}

/** Whether it has neither run nor cost anything for longer than it usually pauses. */
export function silence(study: JobStudy): Silence | null {
  const ran = [...study.previousRuns, ...study.runs].map((run) => run.start_time.slice(0, 10));
  const cost = study.daily.filter((row) => row.cost_micros > 0).map((row) => row.day);
  return silenceOf([...ran, ...cost], endOf(study));
}

/** 'it has not run since 9 Oct'; empty while it runs. */
export function silenceText(study: JobStudy): Line {
  const quiet = silence(study);
  if (!quiet) return [];
  const last = study.sheet.add({
    key: 'last.day',
    label: 'last day with a run or cost',
    value: quiet.lastDay,
    unit: 'day',
    ...from('runs'),
  });
  return line`it has not run since ${last}`;
}

/** Runs of the period that lost spot capacity in it, and the others. */
export function byEviction(study: JobStudy): {
  readonly hit: readonly JobRun[];
  readonly calm: readonly JobRun[];
} {
  const ids = new Set(study.evictions.map((eviction) => eviction.job_run_id));
  const isHit = (run: JobRun) => ids.has(run.job_run_id);
  return { hit: study.runs.filter(isHit), calm: study.runs.filter((run) => !isHit(run)) };
}

/** Median minutes of the runs that ended well or badly; null when none has a duration. */
export function medianMinutes(runs: readonly JobRun[]): number | null {
  const minutes = runs.filter(isFinished).map((run) => run.duration_ms! / 60_000);
  const value = median(minutes);
  return value === null ? null : significant(value);
}

export function isFinished(run: JobRun): boolean {
  return run.duration_ms !== null && (run.run_status === 'SUCCESS' || run.run_status === 'FAILED');
}

export function failureRatePct(runs: readonly JobRun[]): number | null {
  const failed = runs.filter(isFailed).length;
  const value = ratio(failed * 100, failed + runs.filter((run) => run.run_status === 'SUCCESS').length);
  return value === null ? null : significant(value);
}

export function costOf(runs: readonly JobRun[]): number {
  return sum(runs.map((run) => run.cost_micros ?? 0));
}

/** Spot share of the cost in the period, 0..100; null without cost. */
export function spotPct(study: JobStudy): number | null {
  const { costMicros, spotMicros } = totals(study, 'current');
  const value = ratio(spotMicros * 100, costMicros);
  return value === null ? null : significant(value);
}

export interface FailureGroup {
  readonly family: Omit<ErrorFamily, 'pattern'>;
  readonly runs: readonly JobRun[];
}

/** Failed runs by error family, the most frequent first, of equals the dearest: every chip begins with the same one. */
export function failureGroups(runs: readonly JobRun[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup & { runs: JobRun[] }>();
  for (const run of runs.filter(isFailed)) {
    const family = errorFamily(run.error_summary);
    const group = groups.get(family.id) ?? { family, runs: [] };
    group.runs.push(run);
    groups.set(family.id, group);
  }
  return [...groups.values()].sort(
    (a, b) =>
      b.runs.length - a.runs.length ||
      costOf(b.runs) - costOf(a.runs) ||
      (a.family.id < b.family.id ? -1 : 1),
  );
}

/** How many of the failed runs a kind of error makes; most is more than half. */
export function shareWord(part: number, all: number): string {
  if (part === all) return all === 1 ? 'the failed run ended with' : 'all failed runs ended with';
  return part * 2 > all ? 'most failed runs ended with' : 'failed runs most often ended with';
}
