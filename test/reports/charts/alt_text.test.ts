import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { altText, MAX_ALT_TEXT } from '#src/reports/charts/alt_text.ts';

const PARTS = {
  kind: 'Bar chart',
  finding: '8 of 118 jobs make 80% of $84,212.',
  subtitle: 'Cost per job, US dollars, 2 to 31 Oct 2026',
  unit: 'bars',
  items: Array.from({ length: 7 }, (_, index) => ({
    name: `job_${index + 1}`,
    value: `$${700 - 100 * index}`,
  })),
  total: '$84,212',
};

describe('altText', () => {
  it('says the finding, the measure, the size, the largest five and the last', () => {
    expect(altText({ ...PARTS, note: 'The rest is grey' })).toBe(
      'Bar chart: 8 of 118 jobs make 80% of $84,212. Cost per job, US dollars, 2 to 31 Oct 2026. ' +
        '7 bars shown, $84,212 in all. First: job_1 $700, job_2 $600, job_3 $500, job_4 $400, job_5 $300. ' +
        'Last: job_7 $100. The rest is grey.',
    );
  });

  it('has no markup and no control characters, and fits what Slack takes, whatever the names', () => {
    const item = fc.record({
      name: fc.string({ unit: 'binary', maxLength: 600 }),
      value: fc.string({ unit: 'binary' }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 40 }), fc.string({ unit: 'binary' }), (items, finding) => {
        const text = altText({ ...PARTS, items, finding });
        expect(text.length).toBeLessThanOrEqual(MAX_ALT_TEXT);
        expect(text).not.toMatch(/[*~`<>]|\p{Cc}|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u);
        expect(text).toContain('Bar chart');
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the names of jobs as they are written, and small shares small', () => {
    const items = [{ name: '__events_enrich_stream__ *now*', value: '<0.1%' }];
    expect(altText({ ...PARTS, items })).toContain(
      '1 bar shown, $84,212 in all. First: events_enrich_stream now under 0.1%.',
    );
  });

  it('works without items', () => {
    expect(altText({ ...PARTS, items: [] })).not.toMatch(/First|Last|undefined/);
  });

  it('is never cut inside a character', () => {
    const names = Array.from({ length: 5 }, () => ({ name: '𝒜'.repeat(60), value: '𝒜'.repeat(200) }));
    const text = altText({ ...PARTS, items: names });
    expect(text).toMatch(/…$/);
    expect(text.length).toBeLessThanOrEqual(MAX_ALT_TEXT);
    expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});
