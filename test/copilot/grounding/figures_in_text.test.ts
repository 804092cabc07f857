import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresIn } from '#src/copilot/grounding/figures_in_text.ts';
import { formatDay } from '#src/lib/dates.ts';
import { formatUsd, formatUsdDelta } from '#src/lib/money.ts';
import { formatValue } from '#src/reports/units.ts';

const keys = (text: string) => figuresIn(text).flatMap((figure) => figure.keys);

describe('figures in a text', () => {
  it.each<[string, string[]]>([
    ['It cost $5,573.', ['usd 5573']],
    ['It cost $5573.00, or 5,573 dollars', ['usd 5573', 'usd 5573']],
    ['-$12, −$12 and $-12, but +$410', ['usd -12', 'usd -12', 'usd -12', 'usd +410']],
    ['about $5.5k or $2 million', ['usd 5.5k', 'usd 2million']],
    ['€40', ['usd 40']],
    ['up 14%, 14 percent, 14.0 %', ['percent 14', 'percent 14', 'percent 14']],
    ['<0.1% of it', ['percent <0.1']],
    ['>-0.1% of it', ['percent >-0.1']],
    ['14 percentage points, +3 points', ['points 14', 'points +3']],
    ['58 min, 58 minutes, 5.27 h and 48 s', ['min 58', 'min 58', 'h 5.27', 's 48']],
    ['36,031 DBUs at $0.153 each', ['dbu 36031', 'usd 0.153']],
    ['12 GB', ['GB 12']],
    ['2.6 times, 2.6x', ['times 2.6', 'number 2.6', 'times 2.6', 'number 2.6']],
    ['31 runs, 3 failed (#1)', ['number 31', 'number 3', 'number 1']],
    [
      'from 8 to 16, 8 → 16, 8-16, 8 -> 16',
      ['number 8', 'number 16', 'number 8', 'number 16', 'number 8', 'number 16', 'number 8', 'number 16'],
    ],
    ['on 12 Oct', ['day 10-12']],
    ['on October 12th, 2026', ['day 2026-10-12']],
    ['Oct 12 was bad', ['day 10-12']],
    ['2 to 31 Oct', ['day 10-02', 'day 10-31']],
    ['2–31 Oct 2026', ['day 2026-10-02', 'day 2026-10-31']],
    ['28 Sep to 27 Oct', ['day 09-28', 'day 10-27']],
    ['on 14, 19 and 27 Oct', ['day 10-14', 'day 10-19', 'day 10-27']],
    ['in October 2026', ['month 2026-10']],
    ['2026-10-12', ['day 2026-10-12']],
    ['at 02:00 UTC, 2:00 and 02:00:59', ['time 02:00', 'time 02:00', 'time 02:00']],
    ['r5.24xlarge and JOBS_V2 workers', ['word r5.24xlarge', 'word jobs_v2']],
    ['the 30-day period', ['number 30']],
    ['{{f99}}', ['word f99']],
    ['１４％ and ½', ['percent 14', 'number 1', 'number 2']],
    ['1,000 runs, 12 Oct', ['number 1000', 'day 10-12']],
    ['it may cost more, then march on', []],
    ['no figure at all', []],
  ])('%s', (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it('does not take 14 for a part of 1,014 or of 14.5', () => {
    expect(keys('1,014 and 14.5')).toEqual(['number 1014', 'number 14.5']);
  });

  it('sees every digit there is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789.,$%-+ aOctx:hm()'), maxLength: 30 }),
        (text) => {
          const covered = figuresIn(text)
            .map((figure) => figure.text)
            .join('');
          const digits = (s: string) => s.replace(/\D/g, '');
          // Several days of one date share its text, so the covered digits may repeat, never lack.
          for (const digit of digits(text)) expect(covered).toContain(digit);
          expect(figuresIn(text).length > 0).toBe(/\d/.test(text));
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });

  it('knows every form we write ourselves, in the middle and at the end of a sentence', () => {
    const amount = fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100);
    const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(amount, days, (value, date) => {
        const day = date.toISOString().slice(0, 10);
        const forms = [
          formatUsd(value),
          formatUsdDelta(value),
          formatDay(day, '2026-01-01'),
          ...(
            [
              'percent',
              'dbu',
              'minutes',
              'count',
              'points',
              'usd_per_dbu',
              'gb',
              'percent_delta',
              'count_delta',
            ] as const
          ).flatMap((unit) => formatValue(value, unit)),
        ];
        for (const form of forms) {
          expect(keys(`${form}.`)).toEqual(keys(form));
          expect(keys(`It was ${form}, then (${form}) again`)).toEqual([...keys(form), ...keys(form)]);
          expect(keys(form).length).toBe(1);
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
