import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseRankings } from '#src/embeddings/rank_fusion.ts';

describe('rank fusion', () => {
  it('prefers what both rankings name over the first of one', () => {
    expect(
      fuseRankings([
        [7, 3],
        [5, 3],
      ]).map(({ item }) => item),
    ).toEqual([3, 5, 7]);
  });

  it('adds 1 / (60 + rank), rounded to 6 decimals', () => {
    expect(fuseRankings([[4], [9, 4]])).toEqual([
      { item: 4, score: 0.032522 },
      { item: 9, score: 0.016393 },
    ]);
  });

  it('does not depend on the order of the rankings', () => {
    const ranking = fc.uniqueArray(fc.nat(30), { maxLength: 10 });
    fc.assert(
      fc.property(ranking, ranking, (a, b) => {
        expect(fuseRankings([a, b])).toEqual(fuseRankings([b, a]));
      }),
    );
  });

  it('has nothing to merge in nothing', () => {
    expect(fuseRankings([[], []])).toEqual([]);
  });
});
