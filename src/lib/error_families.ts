// Which family an error message belongs to, and what usually helps: patterns in the order they are tried.

export interface ErrorFamily {
  readonly id: string;
  readonly name: string;
  readonly pattern: RegExp;
  /** One imperative sentence, no figures. */
  readonly remedy: string;
}

/** Termination codes and messages as Databricks and Spark write them; see corpus/docs on failure vocabulary. */
export const ERROR_FAMILIES: readonly ErrorFamily[] = [
  {
    id: 'spot_loss',
    name: 'Spot capacity lost',
    pattern:
      /SPOT_INSTANCE_TERMINATION|SpotInstanceTermination|NODES_LOST|spot instance|\bspot\b.*reclaimed|ExecutorLostFailure.*decommission/i,
    remedy: 'Keep the driver and a floor of workers on demand, or allow more instance types.',
  },
  {
    id: 'out_of_memory',
    name: 'Out of memory',
    pattern:
      /OutOfMemory|GC overhead|Java heap space|exit code 137|Container killed|exceeding memory limits/i,
    remedy:
      'Look for skew first, then give each core more memory (a memory-optimized family) or more shuffle partitions.',
  },
  {
    id: 'driver',
    name: 'Driver unresponsive',
    pattern:
      /DRIVER_UNRESPONSIVE|DRIVER_UNREACHABLE|DRIVER_ERROR|driver is up but is not responsive|driver has stopped unexpectedly/i,
    remedy: 'Take work off the driver (no collect, fewer small files), or give it more memory.',
  },
  {
    id: 'cluster_start',
    name: 'Cluster start failed',
    pattern:
      /INSUFFICIENT_INSTANCE_CAPACITY|InsufficientInstanceCapacity|CLOUD_PROVIDER_LAUNCH_FAILURE|could not be launched|SUBNET_EXHAUSTED|INSTANCE_POOL_MAX_CAPACITY|INIT_SCRIPT_FAILURE|SPARK_STARTUP_FAILURE/i,
    remedy: 'Allow flexible or fleet instance types, or start from a pool.',
  },
  {
    id: 'permission',
    name: 'Permission denied',
    pattern: /Access ?Denied|PERMISSION|Unauthorized|Status Code: 403|does not have .* on/i,
    remedy: 'Grant the run-as identity access; a service principal outlives people.',
  },
  {
    id: 'library',
    name: 'Library installation failed',
    pattern: /LIBRARY_INSTALLATION|Library installation|Could not find a version|No matching distribution/i,
    remedy: 'Pin the library to a version that exists, and keep a copy in the workspace.',
  },
  {
    id: 'schema',
    name: 'Schema changed',
    pattern:
      /UNRESOLVED_COLUMN|schema mismatch|DELTA_FAILED_TO_MERGE|DELTA_SCHEMA|cannot resolve|incompatible (data )?types?|MERGE_FIELDS|column .* (not found|cannot be)/i,
    remedy:
      'Compare the schema of the source with that of the last good run, and agree on it with its owner.',
  },
  {
    id: 'upstream',
    name: 'Upstream missing or late',
    pattern:
      /TABLE_OR_VIEW_NOT_FOUND|upstream|PATH_NOT_FOUND|Path does not exist|not (yet )?(available|ready|arrived)|No such (table|file)|dependency/i,
    remedy: 'Depend on the job that writes the table instead of on the clock.',
  },
  {
    id: 'conflict',
    name: 'Concurrent write conflict',
    pattern:
      /Concurrent\w*Exception|MetadataChangedException|DELTA_CONCURRENT|DELTA_METADATA_CHANGED|conflict/i,
    remedy: 'Partition the writes or run the writers one after another.',
  },
  {
    id: 'timeout',
    name: 'Timed out',
    pattern: /TIMED_?OUT|timed? ?out|exceeded its timeout|Could not execute broadcast/i,
    remedy:
      'Compare the duration with the usual one before raising the limit: a slow run is often a plan that changed.',
  },
];

export const OTHER_FAMILY: Omit<ErrorFamily, 'pattern'> = {
  id: 'other',
  name: 'Other errors',
  remedy: 'Read the error in the run itself: it belongs to no known family.',
};

/** The family of an error message; null text counts as 'other'. */
export function errorFamily(summary: string | null): Omit<ErrorFamily, 'pattern'> {
  return ERROR_FAMILIES.find((family) => family.pattern.test(summary ?? '')) ?? OTHER_FAMILY;
}

/** The family of most of these failed runs, of equals the first by id; null without any. */
export function mainFamily(
  failures: readonly { readonly summary: string | null; readonly runs: number }[],
): Omit<ErrorFamily, 'pattern'> | null {
  const counts = new Map<string, { family: Omit<ErrorFamily, 'pattern'>; runs: number }>();
  for (const { summary, runs } of failures) {
    const family = errorFamily(summary);
    counts.set(family.id, { family, runs: runs + (counts.get(family.id)?.runs ?? 0) });
  }
  const ranked = [...counts.values()].sort((a, b) => b.runs - a.runs || (a.family.id < b.family.id ? -1 : 1));
  return ranked[0]?.family ?? null;
}
