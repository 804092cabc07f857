// A planted story: what it does to which jobs, and what an investigation should find.
import type { ConfigChange } from '../config_changes.ts';
import type { Effect } from '../effects.ts';
import type { Job } from '../jobs.ts';

export interface Scenario {
  readonly id: string;
  readonly kind: string;
  /** One sentence a person would write after the investigation. */
  readonly summary: string;
  /** Keys of the jobs it is about; a chain starts with its first cause. */
  readonly jobs: readonly string[];
  /** Names of the warehouses and clusters it is about. */
  readonly compute: readonly string[];
  /** SKUs it is about. */
  readonly skus: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly expectedFirstCause: string;
  /** table.column where it shows. */
  readonly fields: readonly string[];
  readonly effects: readonly Effect[];
  readonly changes: readonly ConfigChange[];
  /** True change of run time, where that is what was planted. */
  readonly durationPercent: number | null;
  /** For stories without job effects: SQL with :from and :to giving `usd`. */
  readonly usdSql: string | null;
}

type Required = Pick<Scenario, 'id' | 'kind' | 'summary' | 'from' | 'to' | 'expectedFirstCause' | 'fields'>;

export function scenario(story: Required & Partial<Scenario>): Scenario {
  return {
    jobs: [],
    compute: [],
    skus: [],
    effects: [],
    changes: [],
    durationPercent: null,
    usdSql: null,
    ...story,
  };
}

/** The jobs of the account by key. */
export type JobBook = ReadonlyMap<string, Job>;

export function jobOf(book: JobBook, key: string): Job {
  const job = book.get(key);
  if (!job) throw new Error(`the catalogue has no job ${key}`);
  return job;
}
