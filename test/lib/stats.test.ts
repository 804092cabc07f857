import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mad, mean, median, quantile, ratio, significant, significantOrNull, sum } from '#src/lib/stats.ts';

const numbers = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 40 });

describe('statistics', () => {
  it('say null of nothing', () => {
    expect([mean([]), median([]), quantile([], 0.9), mad([]), ratio(1, 0)]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(sum([])).toBe(0);
  });

  it('are those of numpy', () => {
    const values = [7, 1, 3, 9, 4];
    expect([
      median(values),
      quantile(values, 0.25),
      quantile(values, 0.9),
      mean(values),
      mad(values),
    ]).toEqual([4, 3, 8.2, 4.8, 3]);
    expect(median([1, 2, 3, 10])).toBe(2.5);
  });

  it('lie within the values, whatever their order', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const at = quantile(values, q)!;
        expect(at).toBeGreaterThanOrEqual(Math.min(...values));
        expect(at).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile([...values].reverse(), q)).toBe(at);
        expect(quantile(values, 0)).toBe(Math.min(...values));
        expect(quantile(values, 1)).toBe(Math.max(...values));
      }),
      { seed: 1 },
    );
  });

  it('round away the noise of floats, so that the order of a sum does not matter', () => {
    const values = Array.from({ length: 200 }, (_, i) => Math.sin(i) / 7);
    expect(significant(sum(values))).toBe(significant(sum([...values].reverse())));
    expect([
      significant(0.1 + 0.2),
      significant(123456789.4321),
      significant(Number.NaN),
      significant(0),
    ]).toEqual([0.3, 123456789, 0, 0]);
    expect([significantOrNull(null), significantOrNull(1 / 3)]).toEqual([null, 0.333333333]);
  });
});
