// Which words of the documentation a chip looks for: they depend on what is asked about and, for failures, on the error, never on names or figures.
import type { EntityRef } from '#src/reports/facts.ts';
import type { Chip } from './chips.ts';

/** Words by kind of entity ('warehouse') or by one entity of a fixed set ('compute_type:OTHER'), which wins. */
export type DocsQueries = Readonly<Record<string, string>>;

/** What to read about each family of errors; see error_families.ts. */
const ERROR_QUERIES: Readonly<Record<string, string>> = {
  spot_loss: 'losing spot instances executors removed driver on-demand fallback',
  out_of_memory: 'out of memory executors removed memory-optimized skew',
  driver: 'driver unresponsive out of memory collect troubleshoot compute',
  cluster_start: 'flexible node types launch failure insufficient instance capacity fleet instance types',
  permission: 'job identities privileges run as service principal access denied',
  library: 'serverless environment dependencies libraries install configure tasks',
  schema: 'failing spark jobs task run error repair job failures',
  upstream: 'configure jobs trigger table update file arrival task dependencies',
  conflict: 'repair job failures retries maximum concurrent runs queue',
  timeout: 'job duration timeout threshold long spark stage',
};

/** null when documents have nothing to add. `errorFamily` is the main one of an answer about failures. */
export function docsQueryOf(chip: Chip, ref: EntityRef, errorFamily?: string): string | null {
  if (chip.docsQueries === null) return null;
  const byError = errorFamily === undefined ? undefined : ERROR_QUERIES[errorFamily];
  const type = ref.slice(0, ref.indexOf(':'));
  return byError ?? chip.docsQueries[ref] ?? chip.docsQueries[type] ?? null;
}

/** Every query there is, for tests: none may be without an answer. */
export function allQueries(chips: readonly Chip[]): string[] {
  return [...chips.flatMap((chip) => Object.values(chip.docsQueries ?? {})), ...Object.values(ERROR_QUERIES)];
}
