// Embeds without a key, a network or a download: latent semantic analysis, fitted on the very texts that are searched.
import { type Embedder, toUnitVector } from './embedder.ts';
import { rightSingularVectors } from './randomized_svd.ts';
import { characterGramsOf, nameWordsOf, stemOf, stemsOf } from './terms.ts';
import { createVocabulary, fitVocabulary, type Vocabulary, weighTerms } from './tf_idf.ts';

/** `words`: stems, for prose. `names`: stems and runs of 3 to 4 characters, for names that people mistype. */
export type FeatureKind = 'words' | 'names';

/** Raise it when the features or the weights change: an index of another version is built again. */
export const FEATURE_VERSION = 1;

export interface LocalModel {
  readonly kind: FeatureKind;
  readonly dims: number;
  readonly vocabulary: Vocabulary;
  /** One row of `dims` numbers per term of the vocabulary. */
  readonly directions: Float32Array;
}

export interface FitOptions {
  readonly kind: FeatureKind;
  /** At most this many dimensions; fewer when the texts have fewer independent ones. */
  readonly dims?: number;
  readonly maxTerms?: number;
  /** At most this many texts, evenly spread, are used for the fit. */
  readonly maxTexts?: number;
  readonly seed?: string;
}

export function localEmbedderId(kind: FeatureKind): string {
  return `lsa-${kind}-v${FEATURE_VERSION}`;
}

export function fitLocalModel(texts: readonly string[], options: FitOptions): LocalModel {
  const { kind, dims = 128, maxTerms = 20_000, maxTexts = 2_000, seed = 'lsa' } = options;
  const features = spread(texts, maxTexts).map((text) => featuresOf(text, kind));
  const vocabulary = fitVocabulary(features, maxTerms);
  const rows = features.map((text) => weighTerms(vocabulary, text)).filter((row) => row.terms.length > 0);
  const rank = Math.min(dims, rows.length - 1, vocabulary.terms.length);
  const columns = rank > 0 ? rightSingularVectors(rows, vocabulary.terms.length, rank, seed) : [];
  // one dimension of nothing: with fewer than two texts every vector is zero and the keyword side answers alone
  if (columns.length === 0) columns.push(new Float64Array(vocabulary.terms.length));
  return { kind, dims: columns.length, vocabulary, directions: interleave(columns, vocabulary.terms.length) };
}

export function createLocalEmbedder(model: LocalModel): Embedder {
  return {
    id: localEmbedderId(model.kind),
    dims: model.dims,
    embed: async (texts) => texts.map((text) => embedText(model, text)),
  };
}

export function embedText(model: LocalModel, text: string): Float32Array {
  const { terms, weights } = weighTerms(model.vocabulary, featuresOf(text, model.kind));
  const sums = new Float64Array(model.dims);
  for (let i = 0; i < terms.length; i++) {
    const start = terms[i]! * model.dims;
    for (let d = 0; d < model.dims; d++) sums[d]! += weights[i]! * model.directions[start + d]!;
  }
  return toUnitVector(sums);
}

function featuresOf(text: string, kind: FeatureKind): string[] {
  if (kind === 'words') return stemsOf(text);
  const words = nameWordsOf(text);
  return [...words.map((word) => `w ${stemOf(word)}`), ...characterGramsOf(words)];
}

function spread(texts: readonly string[], limit: number): readonly string[] {
  if (texts.length <= limit) return texts;
  return Array.from({ length: limit }, (_, i) => texts[Math.floor((i * texts.length) / limit)]!);
}

function interleave(columns: readonly Float64Array[], height: number): Float32Array {
  const rows = new Float32Array(height * columns.length);
  columns.forEach((column, c) => {
    for (let r = 0; r < height; r++) rows[r * columns.length + c] = column[r]!;
  });
  return rows;
}

const MAGIC = 'LSA1';

/** Magic word, length of the header, JSON header, then idf and directions as little-endian 32-bit floats. */
export function serializeLocalModel(model: LocalModel): Uint8Array {
  const { kind, dims, vocabulary, directions } = model;
  const header = Buffer.from(JSON.stringify({ kind, dims, terms: vocabulary.terms }), 'utf8');
  const start = Buffer.alloc(8);
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(header.length, 4);
  return Buffer.concat([start, header, floatBytes(vocabulary.idf), floatBytes(directions)]);
}

/** Throws a plain Error when the bytes are no such model. */
export function parseLocalModel(bytes: Uint8Array): LocalModel {
  const buffer = Buffer.from(bytes);
  if (buffer.toString('latin1', 0, 4) !== MAGIC || buffer.length < 8)
    throw new Error('not an embedding model');
  const headerEnd = 8 + buffer.readUInt32LE(4);
  const header = JSON.parse(buffer.toString('utf8', 8, headerEnd));
  const { kind, dims, terms } = header as { kind: FeatureKind; dims: number; terms: string[] };
  if (buffer.length !== headerEnd + 4 * terms.length * (1 + dims))
    throw new Error('embedding model is cut off');
  const idfEnd = headerEnd + 4 * terms.length;
  const idf = readFloats(buffer.subarray(headerEnd, idfEnd));
  return {
    kind,
    dims,
    vocabulary: createVocabulary(terms, idf),
    directions: readFloats(buffer.subarray(idfEnd)),
  };
}

function floatBytes(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function readFloats(bytes: Uint8Array): Float32Array {
  // copied, because a Float32Array must start at a multiple of four
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
