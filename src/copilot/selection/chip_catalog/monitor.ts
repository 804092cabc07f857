// Monitor: where it is heading, and what to do next.
import type { Chip } from '../chips.ts';

export const monitorChips: readonly Chip[] = [
  {
    id: 'monitor.send_weekly',
    lane: 'monitor',
    label: 'Send this weekly',
    version: 1,
    entityTypes: ['report'],
    docsQueries: null,
    description: 'Posts this report to the channel every Monday morning',
  },
  {
    id: 'monitor.next_steps',
    lane: 'monitor',
    label: 'Next steps',
    version: 1,
    entityTypes: ['job', 'job_run', 'warehouse', 'cluster', 'compute_type', 'user'],
    docsQueries: {
      job: 'job notifications duration threshold retries configure jobs',
      job_run: 'repair job failures rerun unsuccessful tasks retry',
      warehouse: 'warehouse auto stop monitor queued queries sizing',
      cluster: 'auto termination compute policies limits',
      compute_type: 'budgets usage dashboards cost best practices',
      user: 'tags attribute usage budgets owner',
    },
    description: 'The two or three things worth doing now, the first first',
  },
  {
    id: 'monitor.trend',
    lane: 'monitor',
    label: 'Trend',
    version: 1,
    entityTypes: ['job', 'warehouse', 'cluster', 'compute_type', 'user'],
    docsQueries: {
      job: 'monitor job costs usage dashboards budgets',
      warehouse: 'monitor a SQL warehouse budgets usage dashboards',
      cluster: 'usage dashboards budgets tags compute',
      compute_type: 'usage dashboards budgets cost trend',
      user: 'usage dashboards budgets tags',
    },
    description: 'Week by week, weekdays against weekends, and the pace of this month',
  },
];
