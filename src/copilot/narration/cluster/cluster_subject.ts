// An all-purpose cluster: how it is studied, what its card says, and who writes each chip.
import { line } from '#src/reports/line.ts';
import { type ComputeStudy, gatherCompute } from '../../study/compute_study.ts';
import { defineSubject } from '../../subject.ts';
import { figures } from '../common/figures.ts';
import { counted } from '../common/phrases.ts';
import { computeCard } from '../compute/card.ts';
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

export const clusterSubject = defineSubject<ComputeStudy>({
  type: 'cluster',
  gather: gatherCompute,
  card: computeCard,
  progress: (study) => {
    const starts = study.sessions.filter(
      (event) => event.event_type === 'CLUSTER_START' && event.event_time.slice(0, 10) >= study.params.from,
    );
    const count = figures(study, 'facts/compute_sessions').count(
      'starts',
      'starts in the period',
      starts.length,
    );
    return line`Reading ${counted(count, 'start')} …`;
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
