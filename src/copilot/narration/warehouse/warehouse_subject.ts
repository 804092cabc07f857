// A SQL warehouse: how it is studied, what its card says, and who writes each chip.
import { line } from '#src/reports/line.ts';
import { type ComputeStudy, gatherCompute } from '../../study/compute_study.ts';
import { defineSubject } from '../../subject.ts';
import { figures } from '../common/figures.ts';
import { counted } from '../common/phrases.ts';
import { computeCard } from '../compute/card.ts';
import { hasQueries, queryTimes, totals } from '../compute/compute_measures.ts';
import { drivers } from '../compute/drivers.ts';
import { explain } from '../compute/explain.ts';
import { nextSteps } from '../compute/next_steps.ts';
import { cutCost, rightSize } from '../compute/optimize.ts';
import { ownerAndDependents } from '../compute/owner.ts';
import { stability } from '../compute/stability.ts';
import { trend } from '../compute/trend.ts';
import { whatChanged } from '../compute/what_changed.ts';
import { whoUsesIt } from '../compute/who_uses_it.ts';
import { utilization } from './utilization.ts';

export const warehouseSubject = defineSubject<ComputeStudy>({
  type: 'warehouse',
  gather: gatherCompute,
  card: computeCard,
  progress: (study) => {
    if (!hasQueries(study)) {
      const days = figures(study, 'facts/compute_daily').count(
        'days.used',
        'days with usage',
        totals(study, 'current').days,
      );
      return line`Reading ${counted(days, 'day')} of usage …`;
    }
    const count = queryTimes(study, 'current')?.queries ?? 0;
    const queries = figures(study, 'facts/compute_query_times').count(
      'queries',
      'queries in the period',
      count,
    );
    return line`Reading ${counted(queries, 'query', 'queries')} …`;
  },
  narrators: {
    'understand.explain': explain,
    'understand.owner_and_dependents': ownerAndDependents,
    'understand.who_uses_it': whoUsesIt,
    'diagnose.drivers': drivers,
    'diagnose.what_changed': whatChanged,
    'diagnose.utilization': utilization,
    'diagnose.stability': stability,
    'optimize.cut_cost': cutCost,
    'optimize.right_size': rightSize,
    'monitor.next_steps': nextSteps,
    'monitor.trend': trend,
  },
});
