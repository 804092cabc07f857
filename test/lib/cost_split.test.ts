import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, splitChange } from '#src/lib/cost_split.ts';
import { sum } from '#src/lib/stats.ts';

const positive = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
const factor = fc.option(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { nil: null });
const factors = fc.array(fc.record({ before: factor, after: factor }), { maxLength: 6 });

describe('the split of a change', () => {
  it('gives each factor its part', () => {
    const parts = splitChange(100, 150, [
      { key: 'runs', before: 10, after: 15 },
      { key: 'price', before: 10, after: 10 },
    ]);
    expect(parts.map(({ key, amount }) => [key, Math.round(amount)])).toEqual([
      ['runs', 50],
      ['price', 0],
    ]);
  });

  it('treats two factors alike when they grew alike, whatever their order', () => {
    const parts = splitChange(100, 400, [
      { key: 'a', before: 1, after: 2 },
      { key: 'b', before: 5, after: 10 },
    ]);
    expect(parts[0]!.amount).toBeCloseTo(parts[1]!.amount, 9);
    expect(sum(parts.map((part) => part.amount))).toBeCloseTo(300, 9);
  });

  it('names what the factors do not explain', () => {
    const parts = splitChange(100, 160, [{ key: 'runs', before: 10, after: null }]);
    expect(parts).toEqual([
      { key: 'runs', amount: 0 },
      { key: 'rest', amount: 60 },
    ]);
  });

  it('adds up, always', () => {
    fc.assert(
      fc.property(positive, positive, factors, (before, after, list) => {
        const parts = splitChange(
          before,
          after,
          list.map((item, i) => ({ key: `f${i}`, ...item })),
        );
        expect(parts.every((part) => Number.isFinite(part.amount))).toBe(true);
        expect(Math.abs(sum(parts.map((part) => part.amount)) - (after - before))).toBeLessThanOrEqual(
          1e-6 * Math.max(before, after),
        );
      }),
      { seed: 1 },
    );
  });
});

describe('parts in whole cents', () => {
  it('give the odd cent to the largest remainder', () => {
    expect(apportion(100_000, [33_333, 33_333, 33_334])).toEqual([30_000, 30_000, 40_000]);
  });

  it('add up to the total as money rounds it, each within a cent of its own', () => {
    const amounts = fc.array(fc.integer({ min: -1e10, max: 1e10 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amounts, (list) => {
        const total = sum(list);
        const cents = apportion(total, list);
        expect(sum(cents)).toBe(Math.sign(total) * Math.round(Math.abs(total) / 10_000) * 10_000);
        cents.forEach((value, i) => {
          expect(Math.abs(value - list[i]!)).toBeLessThanOrEqual(10_000);
          expect(value % 10_000).toBeCloseTo(0, 12);
        });
      }),
      { seed: 1 },
    );
  });
});
