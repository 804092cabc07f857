import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, compareText, joinAnd, middleEllipsis, nearest, plural, truncate } from '#src/lib/text.ts';

const characters = (text: string) => [...text].length;

describe('text', () => {
  it('is compared the same on every machine', () => {
    expect(['b', 'a', 'B', 'ä', 'Z', '10', '9'].sort(compareText)).toEqual([
      '10',
      '9',
      'B',
      'Z',
      'a',
      'b',
      'ä',
    ]);
    expect(compareText('a', 'a')).toBe(0);
  });

  it('loses control characters and line breaks, nothing else', () => {
    expect(cleanText('a\r\n\tb\u0000\u001b[31m\u0080\u009fc\uffff\ud83d 🔥 שלום')).toBe('a b[31mc 🔥 שלום');
  });

  it('is cut by characters, never through one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 1, max: 45 }),
        (text, limit) => {
          for (const cut of [truncate(text, limit), middleEllipsis(text, limit)]) {
            expect(characters(cut)).toBeLessThanOrEqual(Math.max(limit, 1));
            expect(cut).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
            if (characters(text) <= limit) expect(cut).toBe(text);
          }
        },
      ),
      { seed: 1 },
    );
    expect(truncate('Nightly ledger', 8)).toBe('Nightly…');
    expect(middleEllipsis('ledger_prod_v1', 9)).toBe('ledg…d_v1');
  });

  it.each([
    ['jobb_cost', 'job_cost'],
    ['JOB_COST', 'job_cost'],
    ['spot_risk', 'spot_risk_by_job'],
    ['zzzzzzzzzzzzzzzzzzzzzzzz', null],
  ])('nearest to %s is %s', (word, expected) => {
    expect(nearest(word, ['compute_type_cost', 'job_cost', 'job_cost_pareto', 'spot_risk_by_job'])).toBe(
      expected,
    );
  });

  it('has no nearest of nothing, and the same nearest whatever the order', () => {
    expect(nearest('a', [])).toBeNull();
    expect(nearest('ac', ['ab', 'aa'])).toBe(nearest('ac', ['aa', 'ab']));
  });

  it('joins and counts', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(joinAnd)).toEqual(['', 'a', 'a and b', 'a, b and c']);
    expect([0, 1, 2].map((n) => plural(n, 'run'))).toEqual(['runs', 'run', 'runs']);
    expect(plural(2, 'entry', 'entries')).toBe('entries');
  });
});
