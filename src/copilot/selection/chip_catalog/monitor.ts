// Monitor: where it is heading, and what to do next.
import type { Chip } from '../chips.ts';

export const monitorChips: readonly Chip[] = [
  {
    id: 'monitor.send_weekly',
    lane: 'monitor',
    label: 'Send this weekly',
    version: 1,
    entityTypes: ['report'],
    docsQuery: null,
    description: 'Posts this report to the channel every Monday morning',
  },
  {
    id: 'monitor.next_steps',
    lane: 'monitor',
    label: 'Next steps',
    version: 1,
    entityTypes: ['job', 'job_run', 'warehouse', 'cluster', 'compute_type', 'user'],
    docsQuery: 'notifications budgets timeouts health rules monitor jobs',
    description: 'The two or three things worth doing now, the first first',
  },
  {
    id: 'monitor.trend',
    lane: 'monitor',
    label: 'Trend',
    version: 1,
    entityTypes: ['job', 'warehouse', 'cluster', 'compute_type', 'user'],
    docsQuery: 'monitor cost trend usage dashboards budgets',
    description: 'Week by week, weekdays against weekends, and the pace of this month',
  },
];
