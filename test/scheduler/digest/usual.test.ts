import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumMicrosPerDay, standsOut, stillStandsOut, usualOf } from '#src/scheduler/digest/usual.ts';

const USD = 1_000_000;
const usd = (...dollars: number[]) => dollars.map((value) => value * USD);

describe('what is usual', () => {
  it('is the median of the last four, so that one bad day does not move it', () => {
    expect(usualOf(usd(408, 108, 145, 93)).micros).toBe(126.5 * USD);
  });

  it('is said by the newest four, its spread by all eight', () => {
    const { micros, spreadMicros } = usualOf(usd(100, 100, 100, 100, 160, 40, 160, 40));
    expect(micros).toBe(100 * USD);
    // Half of the days lie 60 away: the median distance is 30, as a standard deviation 44.478.
    expect(spreadMicros).toBeCloseTo(44.478 * USD, 0);
  });

  it('is never taken to be steadier than 13%, and than 25% for what comes seldom', () => {
    expect(usualOf(usd(100, 100, 100, 100)).spreadMicros).toBe(13 * USD);
    expect(usualOf(usd(100, 100), true).spreadMicros).toBe(25 * USD);
  });
});

describe('what stands out', () => {
  const steady = usualOf(usd(100, 100, 100, 100));

  it('is far from the usual and enough money', () => {
    expect(standsOut(133 * USD, steady, 10 * USD)).toBe(true);
    expect(standsOut(132 * USD, steady, 10 * USD)).toBe(false);
    expect(standsOut(133 * USD, steady, 34 * USD)).toBe(false);
    expect(standsOut(67 * USD, steady, 10 * USD)).toBe(true);
  });

  it('keeps standing out until it is half way back', () => {
    expect(stillStandsOut(117 * USD, steady, 10 * USD)).toBe(true);
    expect(stillStandsOut(116 * USD, steady, 10 * USD)).toBe(false);
  });

  it('still stands out whenever it stands out', () => {
    const amount = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 8 }), amount, amount, (past, now, least) => {
        const usual = usualOf(usd(...past));
        const [micros, minimum] = [now * USD, least * USD];
        expect(!standsOut(micros, usual, minimum) || stillStandsOut(micros, usual, minimum)).toBe(true);
      }),
    );
  });
});

describe('the least difference worth a line', () => {
  it('is one percent of an average day, and never below ten dollars', () => {
    expect(minimumMicrosPerDay(usd(2000, 4000))).toBe(30 * USD);
    expect(minimumMicrosPerDay(usd(50, 70))).toBe(10 * USD);
    expect(minimumMicrosPerDay([])).toBe(10 * USD);
  });
});
