// Understand: what is this, whose is it, who uses it?
import type { Chip } from '../chips.ts';

export const understandChips: readonly Chip[] = [
  {
    id: 'understand.explain_report',
    lane: 'understand',
    label: 'Explain this report',
    version: 1,
    entityTypes: ['report'],
    docsQuery: 'cost DBU list price usage attribution job compute',
    description: 'What the report shows, what stands out, and how to read it',
  },
  {
    id: 'understand.explain',
    lane: 'understand',
    label: 'Explain this',
    version: 1,
    entityTypes: ['job', 'job_run', 'warehouse', 'cluster', 'compute_type', 'user'],
    docsQuery: 'choose compute job cluster all-purpose warehouse cost',
    description: 'What it is, what it costs, and how it compares with its own past and its peers',
  },
  {
    id: 'understand.owner_and_dependents',
    lane: 'understand',
    label: 'Owner and dependents',
    version: 1,
    entityTypes: ['job', 'warehouse', 'cluster'],
    docsQuery: 'tags attribute usage owner job identities privileges',
    description: 'Who owns it, how that is known, and what depends on it',
  },
  {
    id: 'understand.who_uses_it',
    lane: 'understand',
    label: 'Who uses it',
    version: 1,
    entityTypes: ['warehouse', 'cluster'],
    docsQuery: 'query history monitor warehouse users',
    description: 'The people and departments behind its work',
  },
];
