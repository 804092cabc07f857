import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endCut } from '#blocks/data_text.ts';
import { ROOMS } from '#blocks/room.ts';
import { altOf, mrkdwnOf, plainOf } from '#blocks/spans.ts';
import { groupThousands } from '#src/lib/money.ts';
import type { Line } from '#src/reports/line.ts';

const WRITTEN: Line = [
  { text: 'It cost ', written: true },
  { text: '$30', fact: 'f1' },
  { text: ' and ', written: true },
  { text: '30 runs', fact: 'f2' },
  { text: '.', written: true },
];

describe('a sentence of several kinds of spans', () => {
  it('keeps the spaces between the words of a model and the facts', () => {
    for (const write of [mrkdwnOf, plainOf, altOf]) expect(write(WRITTEN)).toBe('It cost $30 and 30 runs.');
  });

  it('keeps the spaces around a quotation', () => {
    const line: Line = [{ text: 'failed with' }, { text: ' OutOfMemory ', quoted: true }, { text: 'twice' }];
    for (const write of [mrkdwnOf, plainOf, altOf]) expect(write(line)).toBe('failed with OutOfMemory twice');
  });

  it('escapes what a model wrote, and cuts it only at its end', () => {
    const text = `<!channel> *look* ${'word '.repeat(100)}end`;
    const line: Line = [{ text, written: true }];
    expect(mrkdwnOf(line)).toMatch(/^&lt;!channel&gt; ∗look∗ .* end$/);
    expect(mrkdwnOf(line, ROOMS.at(-1)!)).toMatch(/word…$/);
  });
});

describe('a cut', () => {
  it('never leaves half a figure', () => {
    expect(endCut('it cost $12,345.67 in all', 13)).toBe('it cost…');
    expect(endCut('it cost $12 in all of it', 13)).toBe('it cost $12…');
    const figure = fc.nat().map((n) => `$${groupThousands(n)}`);
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 2, max: 90 }),
        (figures, at) => {
          const left = endCut(figures.join(' and '), at).replace('…', '');
          const whole = left.split(' ').filter((word) => /\$\d/.test(word));
          expect(figures).toEqual(expect.arrayContaining(whole));
        },
      ),
    );
  });
});
