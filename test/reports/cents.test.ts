import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { microsToUsd } from '#src/lib/money.ts';
import { addingUp } from '#src/reports/cents.ts';

describe('rows that add up', () => {
  it('puts the missing cents on the largest rows', () => {
    expect(addingUp([9_004_000, 1_004_000, 4_000])).toEqual([9.01, 1, 0]);
    expect(addingUp([1_006_000, 9_006_000, 6_000])).toEqual([1.01, 9, 0.01]);
    expect(addingUp([])).toEqual([]);
    expect(addingUp([-5_000_000, 2_000_000])).toEqual([-5, 2]);
  });

  it('adds up to the total, to the cent, and moves no row by more than one', () => {
    const micros = fc.array(fc.integer({ min: -2e9, max: 2e9 }), { maxLength: 200 });
    fc.assert(
      fc.property(micros, (values) => {
        const dollars = addingUp(values);
        const cents = dollars.map((value) => Math.round(value * 100));
        const total = values.reduce((sum, value) => sum + value, 0);
        expect(cents.reduce((sum, value) => sum + value, 0)).toBe(Math.round(microsToUsd(total) * 100));
        const moved = dollars.map((value, i) => Math.abs(value - microsToUsd(values[i]!)));
        expect(Math.max(0, ...moved)).toBeLessThanOrEqual(0.01 + 1e-9);
      }),
    );
  });
});
