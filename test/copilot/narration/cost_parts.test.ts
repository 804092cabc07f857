import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeInCents, partsInCents } from '#src/copilot/narration/common/cost_parts.ts';

const micros = fc.integer({ min: -5_000_000_000, max: 5_000_000_000 });

describe('parts of a change', () => {
  it('add up to it to the cent, whatever they are', () => {
    fc.assert(
      fc.property(micros, micros, fc.array(micros, { minLength: 1, maxLength: 8 }), (now, before, parts) => {
        const change = changeInCents(now, before);
        const written = partsInCents(change, parts);
        expect(written.reduce((sum, part) => sum + part, 0)).toBe(change);
        for (const part of written) expect(Math.abs(part) % 10_000).toBe(0);
      }),
    );
  });

  it('stay within a cent of what they were when they already add up', () => {
    expect(partsInCents(10_000_000, [3_333_333, 3_333_333, 3_333_334])).toEqual([
      3_330_000, 3_330_000, 3_340_000,
    ]);
  });
});
