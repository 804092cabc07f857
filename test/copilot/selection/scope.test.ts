import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packScope, unpackScope } from '#src/copilot/selection/scope.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const selection: fc.Arbitrary<Selection> = fc.record(
  {
    report: fc.constant('job_cost'),
    from: fc.constant('2026-10-02'),
    to: fc.constant('2026-10-31'),
    workspace: words,
    department: words,
    tag: words,
    job: words,
    limit: fc.integer({ min: 1, max: 1000 }),
    entity: words,
  },
  { requiredKeys: ['report'] },
);

describe('a selection in a block id', () => {
  it('comes back as it was, or says that it does not fit', () => {
    fc.assert(
      fc.property(selection, (given) => {
        const text = packScope('menu', given);
        if (text === null) return;
        expect(text.length).toBeLessThanOrEqual(255);
        expect(unpackScope(text)).toEqual(given);
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(packScope('menu', { report: 'job_cost', department: 'x'.repeat(300) })).toBeNull();
  });

  it.each(['menu|2|job_cost', 'menu|1|', 'b1', 'menu|1|job_cost|not a day', 'menu|1|job_cost||||||||||x'])(
    '%j is refused as stale',
    (blockId) => {
      expect(() => unpackScope(blockId)).toThrow('made by another version');
    },
  );
});
