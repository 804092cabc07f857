// What a story really did: the account simulated with it minus the account without it, on the same luck.
import { addDays } from '#src/lib/dates.ts';
import { LAST_DAY } from './calendar.ts';
import type { JobHistory } from './job_history.ts';
import type { Job } from './jobs.ts';
import { micros } from './rounding.ts';
import { dayCosts } from './run_usage.ts';

export interface Totals {
  readonly costUsd: number;
  readonly costUsdLast30Days: number;
  /** Cost times one minus the spot ratio. */
  readonly onDemandUsd: number;
  readonly runs: number;
  readonly failedRuns: number;
  readonly skippedRuns: number;
  readonly evictions: number;
}

export const NO_TOTALS: Totals = {
  costUsd: 0,
  costUsdLast30Days: 0,
  onDemandUsd: 0,
  runs: 0,
  failedRuns: 0,
  skippedRuns: 0,
  evictions: 0,
};

export const LAST_30_DAYS_FROM = addDays(LAST_DAY, -29);

export function totalsOf(job: Job, history: JobHistory): Totals {
  let totals = NO_TOTALS;
  for (const attempt of history.attempts) {
    const days = dayCosts(job, attempt);
    const usd = sumUsd(days);
    totals = plus(totals, {
      costUsd: usd,
      costUsdLast30Days: sumUsd(days.filter((d) => d.day >= LAST_30_DAYS_FROM)),
      onDemandUsd: usd * (1 - (attempt.spotRatio ?? 0)),
      runs: 1,
      failedRuns: Number(attempt.status === 'FAILED'),
      skippedRuns: Number(attempt.status === 'SKIPPED'),
      evictions: attempt.evictionsAt.length,
    });
  }
  return totals;
}

function sumUsd(days: readonly { usd: number | null }[]): number {
  return days.reduce((total, day) => total + (day.usd ?? 0), 0);
}

export function plus(a: Totals, b: Totals): Totals {
  return combine(a, b, 1);
}

export function minus(a: Totals, b: Totals): Totals {
  return combine(a, b, -1);
}

function combine(a: Totals, b: Totals, sign: 1 | -1): Totals {
  return {
    costUsd: micros(a.costUsd + sign * b.costUsd),
    costUsdLast30Days: micros(a.costUsdLast30Days + sign * b.costUsdLast30Days),
    onDemandUsd: micros(a.onDemandUsd + sign * b.onDemandUsd),
    runs: a.runs + sign * b.runs,
    failedRuns: a.failedRuns + sign * b.failedRuns,
    skippedRuns: a.skippedRuns + sign * b.skippedRuns,
    evictions: a.evictions + sign * b.evictions,
  };
}
