import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { dot } from '#src/embeddings/embedder.ts';
import { rightSingularVectors } from '#src/embeddings/randomized_svd.ts';
import type { SparseRow } from '#src/embeddings/tf_idf.ts';
import { createRandom } from '#src/lib/random.ts';

const HEIGHT = 40;
const WIDTH = 30;

/** Full rows whose columns fade, so that the leading directions are clear. */
function table(): number[][] {
  const random = createRandom('svd test');
  return Array.from({ length: HEIGHT }, () =>
    Array.from({ length: WIDTH }, (_, column) => random.normal() / (1 + column) ** 2),
  );
}

function sparse(rows: readonly number[][]): SparseRow[] {
  return rows.map((row) => ({ terms: Int32Array.from(row.keys()), weights: Float64Array.from(row) }));
}

describe('randomized SVD', () => {
  it('finds the leading directions of the exact decomposition', () => {
    const rows = table();
    const exact = new SingularValueDecomposition(new Matrix(rows)).rightSingularVectors;
    const found = rightSingularVectors(sparse(rows), WIDTH, 3, 'seed');
    found.forEach((vector, i) => {
      expect(Math.abs(dot(vector, exact.getColumn(i)))).toBeGreaterThan(0.9999);
    });
  });

  it('gives directions of length one at right angles', () => {
    const found = rightSingularVectors(sparse(table()), WIDTH, 8, 'seed');
    expect(found).toHaveLength(8);
    found.forEach((a, i) => {
      found.forEach((b, j) => {
        expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 6);
      });
    });
  });

  it('gives no more directions than the table has', () => {
    const same: SparseRow = { terms: Int32Array.from([0, 2]), weights: Float64Array.from([0.6, 0.8]) };
    expect(rightSingularVectors([same, same, same], 4, 3, 'seed')).toHaveLength(1);
  });

  it('repeats itself to the bit', () => {
    const rows = sparse(table());
    expect(rightSingularVectors(rows, WIDTH, 5, 'a')).toEqual(rightSingularVectors(rows, WIDTH, 5, 'a'));
  });

  it('has nothing to find in nothing', () => {
    expect(rightSingularVectors([], 5, 3, 'seed')).toEqual([]);
  });
});
