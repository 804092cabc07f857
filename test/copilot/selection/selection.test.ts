import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entityId,
  entityType,
  packSelection,
  type Selection,
  unpackSelection,
} from '#src/copilot/selection/selection.ts';
import { UserError } from '#src/lib/errors.ts';

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => text.length <= 120);
const selection: fc.Arbitrary<Selection> = fc.record(
  {
    report: fc.constantFrom('job_cost', 'spot_risk_by_job'),
    from: fc.constant('2026-10-02'),
    to: fc.constant('2026-10-31'),
    workspace: words,
    department: words,
    tag: words,
    job: words,
    limit: fc.integer({ min: 1, max: 100_000 }),
    entity: words.map((text) => `job:${text}`),
  },
  { requiredKeys: ['report'] },
);

describe('a selection in the value of a button', () => {
  it('comes back as it was, within 300 characters, or says that it is too long', () => {
    let carried = 0;
    fc.assert(
      fc.property(selection, (given) => {
        try {
          const text = packSelection(given);
          expect(text.length).toBeLessThanOrEqual(300);
          expect(unpackSelection(text)).toEqual({ ...EMPTY, ...given });
          carried += 1;
        } catch (error) {
          expect(error).toMatchObject({ code: 'selection_too_long' });
        }
      }),
      { numRuns: 300, seed: 3 },
    );
    expect(carried).toBeGreaterThan(250);
  });

  it('carries no defaults', () => {
    expect(packSelection({ report: 'job_cost' })).toBe('{"v":1,"r":"job_cost"}');
  });

  it.each([
    '',
    'null',
    'job_cost',
    '{"v":2,"r":"job_cost"}',
    '{"v":1}',
    '{"v":1,"r":"job_cost","f":"2026-02-30"}',
    '{"v":1,"r":"job_cost","f":"yesterday"}',
    '{"v":1,"r":"job_cost","l":0}',
    '{"v":1,"r":"job_cost","x":1}',
    `{"v":1,"r":"${'x'.repeat(61)}"}`,
    '{"v":1,"r":"job_cost","e":{"a":1}}',
  ])('%j is refused as stale, with the way out', (text) => {
    try {
      unpackSelection(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect(error).toMatchObject({ code: 'stale_selection', kept: 'Nothing was changed.' });
    }
  });
});

const EMPTY = {
  from: undefined,
  to: undefined,
  workspace: undefined,
  department: undefined,
  tag: undefined,
  job: undefined,
  limit: undefined,
  entity: undefined,
};

describe('an entity', () => {
  it('has a type up to the first colon and an id behind it', () => {
    expect([entityType('job:w1:7'), entityId('job:w1:7')]).toEqual(['job', 'w1:7']);
  });
});
