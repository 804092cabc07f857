// Finds the main directions of a large sparse table: a truncated singular value decomposition by random projection
// (Halko, Martinsson and Tropp 2011), seeded, so that the same texts give the same directions.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { createRandom } from '#src/lib/random.ts';
import type { SparseRow } from './tf_idf.ts';

const OVERSAMPLING = 10;
const POWER_ITERATIONS = 2;

/** Right singular vectors, strongest first: at most `rank` columns of length `width`. */
export function rightSingularVectors(
  rows: readonly SparseRow[],
  width: number,
  rank: number,
  seed: string,
): Float64Array[] {
  const samples = Math.min(rank + OVERSAMPLING, rows.length, width);
  let left = orthonormalize(timesColumns(rows, randomSigns(width, samples, seed)));
  for (let i = 0; i < POWER_ITERATIONS; i++) {
    // made orthonormal on this side only: there are fewer texts than terms, and once per round keeps the digits
    left = orthonormalize(timesColumns(rows, transposedTimes(rows, width, left)));
  }
  return rotateToSingular(transposedTimes(rows, width, left), rank);
}

/** Signs instead of normal draws: they serve the projection as well and need no logarithm. */
function randomSigns(length: number, count: number, seed: string): Float64Array[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () =>
    Float64Array.from({ length }, () => (random.chance(0.5) ? 1 : -1)),
  );
}

function timesColumns(rows: readonly SparseRow[], columns: readonly Float64Array[]): Float64Array[] {
  return columns.map((column) => Float64Array.from(rows, (row) => sparseDot(row, column)));
}

function sparseDot(row: SparseRow, column: Float64Array): number {
  let total = 0;
  for (let i = 0; i < row.terms.length; i++) total += row.weights[i]! * column[row.terms[i]!]!;
  return total;
}

function transposedTimes(
  rows: readonly SparseRow[],
  width: number,
  columns: readonly Float64Array[],
): Float64Array[] {
  return columns.map((column) => {
    const result = new Float64Array(width);
    rows.forEach((row, r) => {
      for (let i = 0; i < row.terms.length; i++) result[row.terms[i]!]! += row.weights[i]! * column[r]!;
    });
    return result;
  });
}

/** Gram-Schmidt, twice per column because once loses digits; a column without anything new becomes zeros. */
function orthonormalize(columns: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const rest = Float64Array.from(column);
    const before = Math.sqrt(dot(rest, rest));
    for (const direction of [...basis, ...basis]) subtractProjection(rest, direction);
    const norm = Math.sqrt(dot(rest, rest));
    basis.push(norm > before * 1e-10 ? rest.map((value) => value / norm) : new Float64Array(column.length));
  }
  return basis;
}

/** Of one kind of array only: the general product of this project is several times slower here, in the innermost loop. */
function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

function subtractProjection(vector: Float64Array, direction: Float64Array): void {
  const length = dot(vector, direction);
  for (let i = 0; i < vector.length; i++) vector[i]! -= length * direction[i]!;
}

/** The small eigenproblem: rotates the projected columns into singular vectors and drops the ones that are noise. */
function rotateToSingular(columns: readonly Float64Array[], rank: number): Float64Array[] {
  if (columns.length === 0) return [];
  const gram = new Matrix(columns.length, columns.length);
  columns.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const product = dot(a, columns[j]!);
      gram.set(i, j, product).set(j, i, product);
    }
  });
  const eigen = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const strength = eigen.realEigenvalues;
  const order = strength.map((_, i) => i).sort((a, b) => strength[b]! - strength[a]! || a - b);
  const floor = Math.max(...strength) * 1e-10;
  return order
    .slice(0, rank)
    .filter((i) => strength[i]! > floor)
    .map((i) =>
      withFixedSign(combine(columns, eigen.eigenvectorMatrix.getColumn(i), Math.sqrt(strength[i]!))),
    );
}

function combine(columns: readonly Float64Array[], shares: readonly number[], length: number): Float64Array {
  const result = new Float64Array(columns[0]!.length);
  columns.forEach((column, c) => {
    const share = shares[c]! / length;
    for (let i = 0; i < result.length; i++) result[i]! += column[i]! * share;
  });
  return result;
}

/** A singular vector and its negative are equally right; the largest entry is made positive. */
function withFixedSign(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? vector.map((value) => -value) : vector;
}
