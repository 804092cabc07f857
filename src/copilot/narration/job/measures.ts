// The figures every narration of a job starts from, each added to the sheet as a fact.
import { type ErrorFamily, errorFamily } from '#src/lib/error_families.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { median, ratio, significant, sum } from '#src/lib/stats.ts';
import type { Fact } from '#src/reports/facts.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';

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
export function costChangeFact(study: JobStudy): Fact | null {
  const now = totals(study, 'current').costMicros;
  const before = totals(study, 'previous').costMicros;
  const pct = ratio((now - before) * 100, before);
  if (!study.window.hasPrevious || pct === null || before < 0) return null;
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

export function meanCpu(study: JobStudy): number | null {
  const rows = study.skus.filter((sku) => sku.period === 'current');
  const value = ratio(sum(rows.map((r) => r.cpu_micros)) / 1e6, sum(rows.map((r) => r.cpu_rows)));
  return value === null ? null : significant(value);
}

export interface FailureGroup {
  readonly family: Omit<ErrorFamily, 'pattern'>;
  readonly runs: readonly JobRun[];
}

/** Failed runs by error family, the most frequent first. */
export function failureGroups(runs: readonly JobRun[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup & { runs: JobRun[] }>();
  for (const run of runs.filter(isFailed)) {
    const family = errorFamily(run.error_summary);
    const group = groups.get(family.id) ?? { family, runs: [] };
    group.runs.push(run);
    groups.set(family.id, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.runs.length - a.runs.length || (a.family.id < b.family.id ? -1 : 1),
  );
}
