// Of a warehouse or cluster: cost in both periods, price, hours awake, starts, queries, people, auto-stop and the dearest day.
import { ratio } from '#src/lib/stats.ts';
import { figures } from '../../narration/common/figures.ts';
import {
  awake,
  awakeFact,
  configInForce,
  costFact,
  hasQueries,
  peopleFact,
  previousCostFact,
  queryTimes,
  totals,
} from '../../narration/compute/compute_measures.ts';
import { type ComputeStudy, periodDays } from '../../study/compute_study.ts';
import { addDearestDay } from './dearest_day.ts';

export function computeFacts(study: ComputeStudy): void {
  const f = figures(study, 'facts/compute_daily');
  costFact(study);
  if (study.window.hasPrevious) previousCostFact(study);
  const { costMicros, dbuMicros } = totals(study, 'current');
  const price = ratio(costMicros, dbuMicros);
  if (price !== null) f.price('price', 'cost per DBU', price);
  const [from, to] = periodDays(study, 'current');
  addDearestDay(
    f,
    study.daily.filter(({ day }) => day >= from && day <= to),
  );
  addUse(study);
}

function addUse(study: ComputeStudy): void {
  const run = awake(study, 'current');
  if (run) awakeFact(study, run.hours);
  const begun = study.sessions.filter(
    ({ event_type, event_time }) =>
      event_type === 'CLUSTER_START' && event_time.slice(0, 10) >= study.params.from,
  ).length;
  if (begun > 0) figures(study, 'facts/compute_sessions').count('starts', 'starts in the period', begun);
  peopleFact(study);
  const times = hasQueries(study) ? queryTimes(study, 'current') : null;
  const q = figures(study, 'facts/compute_query_times');
  if (times) q.count('queries', 'queries in the period', times.queries);
  if (times) q.count('queries.failed', 'failed queries', times.failed);
  const minutes = configInForce(study)?.auto_stop_mins ?? null;
  if (minutes !== null && minutes > 0)
    figures(study, 'facts/compute_config').minutes('auto_stop', 'auto-stop', minutes);
}
