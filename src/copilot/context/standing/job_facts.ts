// Of a job: cost, price and runs of the period, what failed or was repeated, evictions, the dearest day and the jobs that wait for it.
import { ratio, significant, sum } from '#src/lib/stats.ts';
import { figures } from '../../narration/common/figures.ts';
import {
  byEviction,
  costChangeFact,
  costFact,
  costOf,
  countFact,
  isFailed,
  medianMinutes,
  previousCostFact,
  spotPct,
  totals,
  usdFact,
} from '../../narration/job/measures.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { addDearestDay } from './dearest_day.ts';

export function jobFacts(study: JobStudy): void {
  addCost(study);
  addRuns(study);
  addEvictions(study);
  const { from, to } = study.params;
  addDearestDay(
    figures(study, 'facts/job_daily'),
    study.daily.filter(({ day }) => day >= from && day <= to),
  );
  addDependents(study);
}

function addCost(study: JobStudy): void {
  costFact(study);
  if (study.window.hasPrevious) previousCostFact(study);
  costChangeFact(study);
  const { costMicros, dbuMicros } = totals(study, 'current');
  const price = ratio(costMicros, dbuMicros);
  const f = figures(study, 'facts/job_periods');
  if (price !== null) f.price('cost.per_dbu', 'cost per DBU', price);
  const spot = spotPct(study);
  if (spot !== null) f.percent('spot.pct', 'share of cost on spot', spot);
}

function addRuns(study: JobStudy): void {
  const { runs } = study;
  const failed = runs.filter(isFailed);
  const retries = runs.filter((run) => run.retry_of_run_id !== null);
  countFact(study, 'runs', 'runs started in the period', runs.length);
  countFact(study, 'runs.failed', 'failed runs', failed.length);
  countFact(study, 'runs.finished', 'runs that succeeded or failed', finished(runs));
  usdFact(study, 'failed.cost', 'cost of failed runs', costOf(failed));
  countFact(study, 'retries', 'repeated attempts', retries.length);
  if (retries.length > 0) usdFact(study, 'retries.cost', 'cost of repeated attempts', costOf(retries));
  const minutes = medianMinutes(runs);
  if (minutes !== null)
    figures(study, 'facts/job_runs').minutes('duration.median', 'median duration', significant(minutes));
}

function finished(runs: JobStudy['runs']): number {
  return runs.filter((run) => isFailed(run) || run.run_status === 'SUCCESS').length;
}

function addEvictions(study: JobStudy): void {
  if (study.evictions.length === 0) return;
  const { hit } = byEviction(study);
  countFact(study, 'evictions', 'spot evictions in the period', study.evictions.length);
  countFact(study, 'evictions.runs', 'runs of the period with an eviction', hit.length);
}

function addDependents(study: JobStudy): void {
  const waiting = study.neighbours.filter(({ direction }) => direction === 'downstream');
  if (waiting.length === 0) return;
  const f = figures(study, 'facts/job_neighbours');
  f.count('downstream.count', 'jobs that depend on it', waiting.length);
  f.usd('downstream.cost', 'cost of the jobs that wait for it', sum(waiting.map((job) => job.cost_micros)));
}
