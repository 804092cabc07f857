// Opens what answers are made of: the data, the documents, and the model where one is configured.
import { ensureDocsIndex } from '#src/docs/docs_index.ts';
import { createLibrary } from '#src/docs/library.ts';
import { type Clock, systemClock } from '#src/lib/dates.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { type ModelStore, type OpenModelOptions, openModel } from './llm/open_model.ts';
import type { Parts } from './parts.ts';

export interface PartsOptions {
  readonly source: UsageSource;
  readonly corpusDir: string;
  /** Where indexes are kept; made when missing. */
  readonly buildDir: string;
  readonly spotDiscount: number;
  readonly model: OpenModelOptions | null;
  /** Where requests and what they cost are remembered; absent: nothing is, and a monthly cap cannot be kept. */
  readonly state?: ModelStore;
  readonly clock?: Clock;
  readonly log?: (message: string) => void;
}

export async function openParts(options: PartsOptions): Promise<Parts> {
  const { source, corpusDir, buildDir, spotDiscount, model, state, clock = systemClock, log } = options;
  const index = await ensureDocsIndex({
    corpusDir,
    outDir: buildDir,
    ...(log ? { log } : {}),
  });
  return {
    source,
    library: createLibrary(index),
    model: model ? openModel(model, source, state ?? null, clock) : null,
    settings: { spotDiscount },
    clock,
  };
}
