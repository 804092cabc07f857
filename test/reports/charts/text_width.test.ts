import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { advancesOf } from '#src/reports/charts/build_advances.ts';
import { prepareFonts } from '#src/reports/charts/fonts.ts';
import { fitMiddle, textWidth, wrapText } from '#src/reports/charts/text_width.ts';
import { WEIGHTS } from '#src/reports/charts/theme.ts';

/** Width of the pixels a text covers, drawn at ten times its size for precision. */
async function drawnWidth(text: string, size: number, weight: number): Promise<number> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="6000" height="300"><rect width="6000" height="300" fill="#fff"/><text x="40" y="200" font-family="Inter" font-weight="${weight}" font-size="${size * 10}">${text}</text></svg>`;
  const { info } = await sharp(Buffer.from(svg)).trim().toBuffer({ resolveWithObject: true });
  return info.width / 10;
}

describe('the table of advances', () => {
  it.each(WEIGHTS)('is what the font file of weight %i says', (weight) => {
    const fromFont = advancesOf(weight);
    expect(Object.keys(fromFont).length).toBeGreaterThan(1500);
    const characters = Object.keys(fromFont).map((code) => String.fromCodePoint(Number(code)));
    const wrong = characters.filter(
      (each) => Math.abs(textWidth(each, 1000, weight) - fromFont[each.codePointAt(0)!]!) > 1e-9,
    );
    expect(wrong).toEqual([]);
  });
});

describe('textWidth', () => {
  beforeAll(() => {
    prepareFonts();
  });

  it.each([
    ['Nightly ledger close', 14, 400],
    ['illicit-till-filling', 14, 400],
    ['$11,790 (14%)', 14, 500],
    ['8 of 118 jobs make 80% of the cost', 20, 600],
    ['Ελλάδα Київ Łódź', 14, 400],
  ])('of "%s" is what is drawn, within 6%%', async (text, size, weight) => {
    const drawn = await drawnWidth(text, size, weight);
    expect(textWidth(text, size, weight) / drawn).toBeGreaterThan(0.98);
    expect(textWidth(text, size, weight) / drawn).toBeLessThan(1.06);
  });

  it('takes the nearest weight it knows, and bold as 700', () => {
    expect(textWidth('abc', 14, 'bold')).toBe(textWidth('abc', 14, 700));
    expect(textWidth('abc', 14, 'normal')).toBe(textWidth('abc', 14, 400));
    expect(textWidth('abc', 14, 900)).toBe(textWidth('abc', 14, 700));
  });

  it('gives marks no width and ideographs a wide one', () => {
    expect(textWidth('e\u0301\u0301', 10)).toBeCloseTo(textWidth('e\u0301', 10));
    expect(textWidth('数', 10)).toBeGreaterThan(textWidth('n', 10));
  });
});

describe('fitMiddle', () => {
  it('never exceeds the limit and keeps both ends', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 3, maxLength: 200 }),
        fc.integer({ min: 60, max: 400 }),
        (text, limit) => {
          const fitted = fitMiddle(text, limit, 14);
          expect(textWidth(fitted, 14)).toBeLessThanOrEqual(limit);
          if (fitted !== text) expect(fitted).toContain('…');
        },
      ),
      { numRuns: 200 },
    );
    expect(fitMiddle('orders_bronze_to_silver_eu_west', 120, 14)).toMatch(/^orders.*…*west$/);
  });
});

describe('wrapText', () => {
  const box = { limit: 200, lines: 2, size: 14, weight: 400 };

  it('keeps every line within the box and all words in order when they fit', () => {
    expect(wrapText('one two three', box)).toEqual(['one two three']);
    const lines = wrapText('the cost of the nightly ledger job grew', box);
    expect(lines).toHaveLength(2);
    expect(lines.join(' ')).toBe('the cost of the nightly ledger job grew');
  });

  it('ends the last line in an ellipsis when words are left', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 30 }), (words) => {
        const lines = wrapText(words.join(' '), box);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(textWidth(line, 14)).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
    expect(wrapText('word '.repeat(60), box).at(-1)).toMatch(/…$/);
  });
});
