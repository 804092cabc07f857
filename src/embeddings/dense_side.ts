// The vector half of a search index: embeds the texts when the index is built, and the question when it is asked.
import { readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '#src/lib/errors.ts';
import type { Embedder } from './embedder.ts';
import {
  damagedIndex,
  type IndexManifest,
  type IndexPart,
  type IndexPlace,
  type OpenedFiles,
} from './index_files.ts';
import {
  createLocalEmbedder,
  type FeatureKind,
  fitLocalModel,
  localEmbedderId,
  parseLocalModel,
  serializeLocalModel,
} from './local_embedder.ts';
import { buildVectorIndex, loadVectorIndex, type VectorIndex } from './vector_index.ts';

export interface DenseSide {
  readonly embedder: Embedder;
  readonly vectors: VectorIndex;
}

/** Writes the vectors, and the fitted model when no `embedder` is given. */
export async function writeDenseSide(
  texts: readonly string[],
  kind: FeatureKind,
  pathOf: (part: IndexPart) => string,
  embedder: Embedder | undefined,
): Promise<Pick<IndexManifest, 'embedder' | 'vectorCount'>> {
  const used = embedder ?? fitAndWrite(texts, kind, pathOf('model'));
  const index = buildVectorIndex(await used.embed(texts), used.dims);
  index.save(pathOf('vectors'));
  return { embedder: { id: used.id, dims: used.dims }, vectorCount: index.count };
}

function fitAndWrite(texts: readonly string[], kind: FeatureKind, file: string): Embedder {
  const model = fitLocalModel(texts, { kind });
  writeFileSync(file, serializeLocalModel(model));
  return createLocalEmbedder(model);
}

/** Throws UserError when the index was built with another embedder: its vectors cannot be compared with this one's. */
export function openDenseSide(
  place: IndexPlace,
  files: OpenedFiles,
  kind: FeatureKind,
  embedder: Embedder | undefined,
): DenseSide {
  const { id, dims } = files.manifest.embedder;
  if (id !== (embedder?.id ?? localEmbedderId(kind))) throw otherEmbedder(place, id);
  try {
    const used = embedder ?? createLocalEmbedder(parseLocalModel(readFileSync(files.pathOf('model'))));
    if (used.dims !== dims) throw new Error(`embedder has ${used.dims} dimensions, the index ${dims}`);
    return {
      embedder: used,
      vectors: loadVectorIndex(files.pathOf('vectors'), dims, files.manifest.vectorCount),
    };
  } catch (error) {
    throw damagedIndex(place, 'its vectors cannot be loaded', error);
  }
}

function otherEmbedder(place: IndexPlace, id: string): UserError {
  return new UserError({
    code: 'other_embedder',
    message: `The search index "${place.stem}" was built with another embedder (${id}).`,
    next: `Run "${place.command}" to build it with the present settings.`,
  });
}
