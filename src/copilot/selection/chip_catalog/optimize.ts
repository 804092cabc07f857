// Optimize: what would change the bill, with the arithmetic and the risk.
import type { Chip } from '../chips.ts';

export const optimizeChips: readonly Chip[] = [
  {
    id: 'optimize.where_to_save',
    lane: 'optimize',
    label: 'Where to save',
    version: 1,
    entityTypes: ['report'],
    docsQuery: 'cost optimization best practices spot autoscaling auto termination',
    description: 'The largest savings in this report, with their arithmetic',
  },
  {
    id: 'optimize.cut_cost',
    lane: 'optimize',
    label: 'Cut cost',
    version: 1,
    entityTypes: ['job', 'warehouse', 'cluster', 'compute_type', 'user'],
    docsQuery: 'cost optimization spot autoscaling auto stop job compute serverless',
    description: 'Current, changed, difference, and what each change risks',
  },
  {
    id: 'optimize.right_size',
    lane: 'optimize',
    label: 'Right-size',
    version: 1,
    entityTypes: ['job', 'warehouse', 'cluster'],
    docsQuery: 'right size workers autoscaling instance type warehouse size CPU memory',
    description: 'Whether it is too large or too small, and what another size would cost',
  },
  {
    id: 'optimize.reliability',
    lane: 'optimize',
    label: 'Reliability',
    version: 1,
    entityTypes: ['job'],
    docsQuery: 'retries spot driver on-demand flexible node types out of memory reliability',
    description: 'What failures and evictions cost, and what preventing them would',
  },
];
