// Names of jobs that are like what a person typed, from the search index over names.
import { readEntityNames } from '#src/store/entity_names.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { ensureEntityIndex } from './entity_index.ts';
import { searchEntities } from './entity_search.ts';

interface SimilarJobsOptions {
  readonly source: UsageSource;
  /** Where the index lies; it is built there when it is missing or of other names. */
  readonly buildDir: string;
  readonly log?: (line: string) => void;
  /** Default 1500: a suggestion is not worth a longer wait. */
  readonly waitMs?: number;
}

const MOST = 5;
/** Cosine from which a name is worth suggesting. */
const LEAST_SIMILARITY = 0.5;

/** The likest first; none when the index cannot be used in time, because a suggestion must not stand in the way of the error it belongs to. */
export function similarJobsIn(options: SimilarJobsOptions): (text: string) => Promise<readonly string[]> {
  const { log = () => {}, waitMs = 1500 } = options;
  return async (text) => {
    const search = similarNames(options, text).catch((error: unknown) => {
      log(`Similar names could not be looked up: ${String(error)}`);
      return [];
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<readonly string[]>((resolve) => {
      timer = setTimeout(resolve, waitMs, []);
    });
    return Promise.race([search, late]).finally(() => clearTimeout(timer));
  };
}

async function similarNames(
  { source, buildDir, log }: SimilarJobsOptions,
  text: string,
): Promise<readonly string[]> {
  const entities = await readEntityNames(source);
  const index = await ensureEntityIndex({ entities, buildDir, ...(log && { log }) });
  try {
    const hits = await searchEntities(index, text, { k: MOST, types: ['job'] });
    return hits.filter((hit) => hit.isExact || hit.similarity >= LEAST_SIMILARITY).map(({ name }) => name);
  } finally {
    index.close();
  }
}
