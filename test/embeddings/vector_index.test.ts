import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dot, toUnitVector } from '#src/embeddings/embedder.ts';
import { buildVectorIndex, loadVectorIndex, type VectorIndex } from '#src/embeddings/vector_index.ts';
import { createRandom } from '#src/lib/random.ts';

const DIMS = 24;
const COUNT = 2_000;

/** Points around 40 centres, as texts on 40 subjects would lie. */
function clusteredVectors(seed: string, count: number): Float32Array[] {
  const random = createRandom('centres');
  const centres = Array.from({ length: 40 }, () => Array.from({ length: DIMS }, () => random.normal()));
  const noise = createRandom(seed);
  return Array.from({ length: count }, (_, i) =>
    toUnitVector(centres[i % 40]!.map((value) => value + 0.5 * noise.normal())),
  );
}

function bruteForce(
  vectors: readonly Float32Array[],
  query: Float32Array,
  k: number,
  allowed?: Set<number>,
): number[] {
  return vectors
    .map((vector, label) => ({ label, score: dot(vector, query) }))
    .filter(({ label }) => !allowed || allowed.has(label))
    .sort((a, b) => b.score - a.score || a.label - b.label)
    .slice(0, k)
    .map(({ label }) => label);
}

function recall(index: VectorIndex, vectors: readonly Float32Array[], allowed?: Set<number>): number {
  const queries = clusteredVectors('queries', 60);
  const shares = queries.map((query) => {
    const truth = new Set(bruteForce(vectors, query, 10, allowed));
    return index.search(query, 10, allowed).filter(({ label }) => truth.has(label)).length / truth.size;
  });
  return shares.reduce((total, share) => total + share, 0) / shares.length;
}

describe('vector index', () => {
  let dir: string;
  let file: string;
  const vectors = clusteredVectors('points', COUNT);
  const index = buildVectorIndex(vectors, DIMS);

  beforeAll(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'vector-index-'));
    file = path.join(dir, 'vectors');
    index.save(file);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('finds what a search of every vector finds', () => {
    expect(recall(index, vectors)).toBeGreaterThan(0.999);
  });

  it('finds as much after a load, where hnswlib forgets its search width', () => {
    expect(recall(loadVectorIndex(file, DIMS, COUNT), vectors)).toBeGreaterThan(0.999);
  });

  it('finds as much among a few allowed ones', () => {
    const allowed = new Set([...vectors.keys()].filter((label) => label % 37 === 0));
    expect(recall(index, vectors, allowed)).toBeGreaterThan(0.999);
  });

  it('orders by score, then by label', () => {
    const twin = toUnitVector([1, 2, 3]);
    const small = buildVectorIndex([twin, toUnitVector([3, 2, 1]), twin], 3);
    expect(small.search(twin, 3).map(({ label }) => label)).toEqual([0, 2, 1]);
    expect(small.search(twin, 1)[0]?.score).toBe(1);
  });

  it('answers no more than it has, and nothing to a question without direction', () => {
    const small = buildVectorIndex([toUnitVector([1, 0]), new Float32Array(2)], 2);
    expect(small.count).toBe(1);
    expect(small.search(toUnitVector([1, 1]), 50)).toHaveLength(1);
    expect(small.search(new Float32Array(2), 5)).toEqual([]);
    expect(small.search(Float32Array.of(Number.NaN, 1), 5)).toEqual([]);
    expect(small.search(Float32Array.of(1, 0, 0), 5)).toEqual([]);
    for (const k of [0, -1, Number.NaN]) expect(small.search(toUnitVector([1, 1]), k)).toEqual([]);
    expect(small.search(toUnitVector([1, 1]), 5, new Set())).toEqual([]);
    expect(small.search(toUnitVector([1, 1]), 5, new Set([99]))).toEqual([]);
  });

  it('works empty', () => {
    const empty = buildVectorIndex([], 2);
    const emptyFile = path.join(dir, 'empty');
    empty.save(emptyFile);
    expect(loadVectorIndex(emptyFile, 2, 0).search(toUnitVector([1, 1]), 3)).toEqual([]);
  });

  it('refuses vectors that are not numbers or of another length', () => {
    expect(() => buildVectorIndex([Float32Array.of(1, Number.NaN)], 2)).toThrow('not finite');
    expect(() => buildVectorIndex([Float32Array.of(1)], 2)).toThrow('length 1, not 2');
  });

  it('notices that nothing was written', () => {
    expect(() => index.save(path.join(dir, 'missing', 'vectors'))).toThrow('could not be written');
  });

  it('refuses a file that is cut off or holds another number of vectors', () => {
    expect(() => loadVectorIndex(file, DIMS, COUNT - 1)).toThrow(`${COUNT} vectors instead of ${COUNT - 1}`);
    const cut = path.join(dir, 'cut');
    index.save(cut);
    truncateSync(cut, Math.floor(readFileSync(cut).length / 2));
    expect(() => loadVectorIndex(cut, DIMS, COUNT)).toThrow();
  });

  it('writes the same bytes for the same vectors', () => {
    const again = path.join(dir, 'again');
    buildVectorIndex(clusteredVectors('points', COUNT), DIMS).save(again);
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
  });
});
