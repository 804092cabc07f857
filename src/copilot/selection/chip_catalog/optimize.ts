// Optimize: what would change the bill, with the arithmetic and the risk.
import type { Chip } from '../chips.ts';

export const optimizeChips: readonly Chip[] = [
  {
    id: 'optimize.where_to_save',
    lane: 'optimize',
    label: 'Where to save',
    version: 1,
    entityTypes: ['report'],
    docsQueries: {
      report: 'cost optimization best practices spot autoscaling auto termination',
    },
    description: 'The largest savings in this report, with their arithmetic',
  },
  {
    id: 'optimize.cut_cost',
    lane: 'optimize',
    label: 'Cut cost',
    version: 1,
    entityTypes: ['job', 'warehouse', 'cluster', 'compute_type', 'user'],
    docsQueries: {
      job: 'best practices for cost optimization right compute for the job',
      warehouse: 'warehouse auto stop serverless size lower cost',
      cluster: 'auto termination compute policies pools lower cost all-purpose',
      compute_type: 'cost optimization best practices budgets',
      'compute_type:SQL_WAREHOUSE': 'warehouse auto stop serverless sizing cost',
      'compute_type:APC_CLUSTER': 'auto termination compute policies cost job compute instead of all-purpose',
      'compute_type:JOB_RUN': 'best practices for cost optimization right compute for the job',
      user: 'cost optimization budgets compute policies auto termination',
    },
    description: 'Current, changed, difference, and what each change risks',
  },
  {
    id: 'optimize.right_size',
    lane: 'optimize',
    label: 'Right-size',
    version: 1,
    entityTypes: ['job', 'warehouse', 'cluster'],
    docsQueries: {
      job: 'right size cluster workers CPU memory classic compute best practices',
      warehouse: 'warehouse sizing scaling queuing cluster size',
      cluster: 'compute configuration best practices size autoscaling workers memory',
    },
    description: 'Whether it is too large or too small, and what another size would cost',
  },
  {
    id: 'optimize.reliability',
    lane: 'optimize',
    label: 'Reliability',
    version: 1,
    entityTypes: ['job'],
    docsQueries: {
      job: 'retries repair spot driver on-demand flexible node types reliability',
    },
    description: 'What failures and evictions cost, and what preventing them would',
  },
];
