// Understand: what is this, whose is it, who uses it?
import type { Chip } from '../chips.ts';

export const understandChips: readonly Chip[] = [
  {
    id: 'understand.explain_report',
    lane: 'understand',
    label: 'Explain this report',
    version: 1,
    entityTypes: ['report'],
    docsQueries: {
      report: 'usage DBU list price billable usage attribution',
      'report:job_cost': 'monitor job costs system tables DBU list price',
      'report:job_cost_pareto': 'monitor job costs with system tables most expensive jobs cost per run',
      'report:compute_type_cost': 'usage overview billable usage by product SKU',
      'report:spot_risk_by_job': 'spot instances eviction losing spot on-demand fallback cost',
    },
    description: 'What the report shows, what stands out, and how to read it',
  },
  {
    id: 'understand.explain',
    lane: 'understand',
    label: 'Explain this',
    version: 1,
    entityTypes: ['job', 'job_run', 'warehouse', 'cluster', 'compute_type', 'user'],
    docsQueries: {
      job: 'configure compute for jobs monitor job costs with system tables',
      job_run: 'monitor jobs run details task run history',
      warehouse: 'SQL warehouse types sizing serverless pro classic',
      cluster: 'manage compute all-purpose compute configuration reference',
      compute_type: 'usage overview billable usage by product SKU',
      'compute_type:JOB_RUN': 'configure compute for jobs monitor job costs with system tables',
      'compute_type:SQL_WAREHOUSE': 'SQL warehouse types warehouse sizing',
      'compute_type:APC_CLUSTER': 'all-purpose compute choose compute',
      'compute_type:OTHER': 'billable usage system table billing origin product',
      user: 'usage attribution tags identity run as',
    },
    description: 'What it is, what it costs, and how it compares with its own past and its peers',
  },
  {
    id: 'understand.owner_and_dependents',
    lane: 'understand',
    label: 'Owner and dependents',
    version: 1,
    entityTypes: ['job', 'warehouse', 'cluster'],
    docsQueries: {
      job: 'job identities privileges owner tags attribute usage',
      warehouse: 'create SQL warehouse permissions tags attribute usage',
      cluster: 'use tags to attribute usage compute tags',
    },
    description: 'Who owns it, how that is known, and what depends on it',
  },
  {
    id: 'understand.who_uses_it',
    lane: 'understand',
    label: 'Who uses it',
    version: 1,
    entityTypes: ['warehouse', 'cluster'],
    docsQueries: {
      warehouse: 'query history users statements warehouse monitor',
      cluster: 'audit log who started compute attach users',
    },
    description: 'The people and departments behind its work',
  },
];
