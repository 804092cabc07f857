// Of a kind of compute: cost in both periods, its price and its share of all cost.
import { ratio } from '#src/lib/stats.ts';
import { figures } from '../../narration/common/figures.ts';
import { allMicros, costFact, previousCostFact, totals } from '../../narration/compute_type/type_measures.ts';
import type { ComputeTypeStudy } from '../../study/compute_type_study.ts';

export function computeTypeFacts(study: ComputeTypeStudy): void {
  const f = figures(study, 'facts/compute_type_daily');
  costFact(study);
  if (study.window.hasPrevious) previousCostFact(study);
  const { costMicros, dbuMicros } = totals(study, 'current');
  const price = ratio(costMicros, dbuMicros);
  if (price !== null) f.price('price', 'mean cost per DBU', price);
  const share = ratio(costMicros * 100, allMicros(study, 'current'));
  if (share !== null) f.percent('share', 'share of the cost of all compute', share);
}
