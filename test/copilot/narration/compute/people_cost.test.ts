import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementCost } from '#src/copilot/narration/compute/statement_cost.ts';

const HOUR_MS = 3_600_000;

describe('the cost of statements', () => {
  it('is their time at the cost of an hour awake', () => {
    const cost = statementCost(1_000_000_000, 100, 4 * HOUR_MS)!;
    expect(cost.hourMicros).toBe(10_000_000);
    expect(cost.of(HOUR_MS)).toBe(10_000_000);
    expect(cost.ownMicros).toBe(960_000_000);
  });

  it('is shared where statements ran at once for longer than the warehouse was awake', () => {
    const cost = statementCost(1_000_000, 2, 4 * HOUR_MS)!;
    expect(cost.of(HOUR_MS)).toBe(250_000);
    expect(cost.ownMicros).toBe(0);
  });

  it('is not assessed where the hours awake are not recorded', () => {
    expect(statementCost(1_000_000, null, HOUR_MS)).toBeNull();
  });

  it('never comes to more than the warehouse cost, whatever ran', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000_000 });
    const times = fc.array(fc.integer({ min: 0, max: 100 * HOUR_MS }), { maxLength: 8 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 60_000 }), times, (micros, minutes, list) => {
        const all = list.reduce((sum, ms) => sum + ms, 0);
        const cost = statementCost(micros, minutes / 60, all)!;
        const people = list.reduce((sum, ms) => sum + cost.of(ms), 0);
        expect(cost.ownMicros).toBeGreaterThanOrEqual(-1);
        expect(Math.abs(people + cost.ownMicros - micros)).toBeLessThanOrEqual(list.length + 1);
      }),
    );
  });
});
