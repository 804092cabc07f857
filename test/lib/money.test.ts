import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUnitPrice, formatUsd, formatUsdDelta, groupThousands, microsToUsd } from '#src/lib/money.ts';

describe('money', () => {
  it.each([
    [0, '$0'],
    [-0.001, '$0'],
    [0.004, '$0'],
    [0.01, '$0.01'],
    [3.4, '$3.40'],
    [9.99, '$9.99'],
    [9.996, '$10'],
    [10, '$10'],
    [84_212.49, '$84,212'],
    [-12, '-$12'],
    [-3.456, '-$3.46'],
    [1_234_567.5, '$1,234,568'],
  ])('%d is written %s', (usd, text) => {
    expect(formatUsd(usd)).toBe(text);
  });

  it.each([
    [410, '+$410'],
    [-12, '-$12'],
    [0, '$0'],
    [0.001, '$0'],
  ])('a change of %d is written %s', (usd, text) => {
    expect(formatUsdDelta(usd)).toBe(text);
  });

  it('keeps three decimals of a unit price, its sign in front', () => {
    expect([0.15, 0.1534, 12, -1].map(formatUnitPrice)).toEqual(['$0.150', '$0.153', '$12.000', '-$1.000']);
  });

  it('rounds micro-dollars to cents, half away from zero on both sides', () => {
    expect([5000, 4999, -5000, -4999, 1_005_000, 0].map(microsToUsd)).toEqual([0.01, 0, -0.01, 0, 1.01, 0]);
    expect(Object.is(microsToUsd(-1), -0)).toBe(false);
  });

  it('is symmetric, and never further than half a cent away', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (micros) => {
        const usd = microsToUsd(micros);
        expect(Math.abs(usd * 1e6 - micros)).toBeLessThanOrEqual(5000 + 1e-3);
        expect(microsToUsd(-micros)).toBe(usd === 0 ? 0 : -usd);
        expect(Number(formatUsd(usd).replace(/[$,]/g, ''))).toBeCloseTo(
          Math.abs(usd) < 9.995 ? usd : Math.sign(usd) * Math.round(Math.abs(usd)),
          6,
        );
      }),
      { seed: 1 },
    );
  });

  it('groups thousands', () => {
    expect([0, 999, 1000, 1_234_567].map(groupThousands)).toEqual(['0', '999', '1,000', '1,234,567']);
  });
});
