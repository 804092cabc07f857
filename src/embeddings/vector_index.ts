// Finds the nearest vectors: hnswlib behind the few rules that keep it from losing results or taking the process down.
import { statSync } from 'node:fs';
import hnswlib from 'hnswlib-node';
import { dot, isZeroVector } from './embedder.ts';

/** Not stored in the file: after a load hnswlib falls back to 10, which loses neighbours. */
const SEARCH_WIDTH = 200;
const LINKS = 16;
const BUILD_WIDTH = 200;
const BUILD_SEED = 100;

export interface Neighbour {
  readonly label: number;
  /** Cosine, rounded to 6 decimals so that the last bits of a machine's arithmetic decide nothing. */
  readonly score: number;
}

export interface VectorIndex {
  readonly dims: number;
  readonly count: number;
  /** Nearest first, ties by label. A zero vector has no neighbours. */
  search(query: Float32Array, k: number, allowed?: ReadonlySet<number>): Neighbour[];
  /** Writes to `file` and reads it back: hnswlib reports no error when a disk is full. */
  save(file: string): void;
}

/** Labels are positions in `vectors`; zero vectors are left out. */
export function buildVectorIndex(vectors: readonly Float32Array[], dims: number): VectorIndex {
  const graph = new hnswlib.HierarchicalNSW('ip', dims);
  graph.initIndex({
    maxElements: Math.max(1, vectors.length),
    m: LINKS,
    efConstruction: BUILD_WIDTH,
    randomSeed: BUILD_SEED,
  });
  vectors.forEach((vector, label) => {
    if (vector.length !== dims) throw new Error(`vector ${label} has length ${vector.length}, not ${dims}`);
    if (!vector.every(Number.isFinite)) throw new Error(`vector ${label} holds a value that is not finite`);
    if (!isZeroVector(vector)) graph.addPoint(Array.from(vector), label);
  });
  return wrap(graph, dims);
}

/** The caller has checked the file's checksum and its dimensions: hnswlib accepts a file of other dimensions silently. */
export function loadVectorIndex(file: string, dims: number, count: number): VectorIndex {
  const graph = new hnswlib.HierarchicalNSW('ip', dims);
  graph.readIndexSync(file);
  if (graph.getCurrentCount() !== count) {
    throw new Error(`vector index holds ${graph.getCurrentCount()} vectors instead of ${count}`);
  }
  return wrap(graph, dims);
}

function wrap(graph: hnswlib.HierarchicalNSW, dims: number): VectorIndex {
  graph.setEf(SEARCH_WIDTH);
  const count = graph.getCurrentCount();
  return {
    dims,
    count,
    search: (query, k, allowed) => search(graph, dims, count, query, k, allowed),
    save: (file) => saveVerified(graph, dims, count, file),
  };
}

function search(
  graph: hnswlib.HierarchicalNSW,
  dims: number,
  count: number,
  query: Float32Array,
  k: number,
  allowed?: ReadonlySet<number>,
): Neighbour[] {
  const wanted = Math.min(Math.floor(k), allowed?.size ?? count, count);
  const usable = query.length === dims && query.every(Number.isFinite) && !isZeroVector(query);
  if (!usable || !(wanted > 0)) return [];
  // a filter that throws would abort the whole process; looking up a set cannot
  const filter = allowed && ((label: number) => allowed.has(label));
  const { neighbors } = graph.searchKnn(Array.from(query), wanted, filter);
  return neighbors
    .map((label) => ({ label, score: roundScore(dot(query, graph.getPoint(label))) }))
    .sort((a, b) => b.score - a.score || a.label - b.label);
}

function roundScore(score: number): number {
  return Math.round(score * 1e6) / 1e6 || 0;
}

function saveVerified(graph: hnswlib.HierarchicalNSW, dims: number, count: number, file: string): void {
  graph.writeIndexSync(file);
  if (!statSync(file, { throwIfNoEntry: false })?.size)
    throw new Error('the vector index could not be written');
  loadVectorIndex(file, dims, count);
}
