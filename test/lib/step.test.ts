import { describe, expect, it } from 'vitest';
import { createRandom } from '#src/lib/random.ts';
import { findStep } from '#src/lib/step.ts';

function series(values: readonly number[]) {
  return values.map((value, i) => ({ day: `2026-10-${String(i + 1).padStart(2, '0')}`, value }));
}

describe('a step', () => {
  it('is the first day on the new level, with the medians of both sides', () => {
    expect(findStep(series([10, 11, 10, 9, 10, 20, 21, 19, 20]))).toEqual({
      day: '2026-10-06',
      before: 10,
      after: 20,
    });
  });

  it('is not seen in noise, in a level, in too few values or in a small difference', () => {
    const random = createRandom('noise');
    expect(findStep(series(Array.from({ length: 28 }, () => 10 + 5 * random.next())))).toBeNull();
    expect(findStep(series([5, 5, 5, 5, 5, 5, 5, 5, 5, 5]))).toBeNull();
    expect(findStep(series([10, 10, 10, 20, 20, 20]))).toBeNull();
    expect(findStep(series([10, 10, 10, 10, 10, 11, 11, 11, 11, 11]))).toBeNull();
    expect(findStep([])).toBeNull();
  });

  it('is not seen in steady growth', () => {
    expect(findStep(series(Array.from({ length: 28 }, (_, i) => 10 * 1.04 ** i)))).toBeNull();
  });

  it('does not depend on the order', () => {
    const steep = series([10, 12, 11, 9, 10, 30, 28, 33, 31, 29]);
    expect(findStep(steep.toReversed())).toEqual(findStep(steep));
  });
});
