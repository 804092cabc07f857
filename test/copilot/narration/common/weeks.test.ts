// The one word said of the last weeks, for weeks written by hand.
import { describe, expect, it } from 'vitest';
import { silenceOf } from '#src/copilot/narration/common/silence.ts';
import { costByDay, verdictOf, weeksOf } from '#src/copilot/narration/common/weeks.ts';
import { addDays } from '#src/lib/dates.ts';

const END = '2026-10-31';
const USD = 1_000_000;

/** Every day of a week costs a seventh of it; oldest week first, the last one ends on END. */
function daily(weeks: readonly number[]) {
  return weeks.flatMap((usd, i) =>
    usd === 0
      ? []
      : Array.from({ length: 7 }, (_, d) => ({
          day: addDays(END, -7 * (weeks.length - i) + 1 + d),
          cost_micros: usd * USD,
        })),
  );
}

function verdict(weeks: readonly number[]) {
  const byDay = costByDay(daily(weeks), END);
  return verdictOf(weeksOf(byDay, END), byDay, END);
}

describe('the verdict on weeks', () => {
  it.each<[string, readonly number[], string, number]>([
    ['alike', [100, 101, 99, 100, 102, 100, 101, 100], 'steady', 0],
    ['a rise that lasts', [72, 75, 79, 80, 78, 148, 157, 151], 'step', 94],
    ['a rise in the last week', [100, 107, 110, 104, 100, 101, 123, 155], 'step', 49],
    ['a fall that lasts', [100, 104, 101, 99, 60, 61, 60, 59], 'step', -40],
    ['a slow rise', [166, 172, 152, 184, 183, 197, 206, 241], 'drift', 19],
    ['a slow rise with a jump at its end', [82, 70, 74, 78, 76, 82, 88, 177], 'step', 128],
    ['an exception that passed', [100, 100, 300, 100, 101, 100, 99, 100], 'back', 0],
    ['one week apart from weeks that vary', [60, 470, 60, 61, 60, 61, 62, 400], 'apart', 556],
    ['a little more', [100, 106, 98, 100, 101, 100, 99, 107], 'apart', 7],
  ])('%s', (_what, weeks, kind, pct) => {
    const found = verdict(weeks);
    expect(found.kind).toBe(kind);
    expect('pct' in found && Math.abs(found.pct - pct)).toBeLessThan(2);
  });

  it('dates a step by the first of its weeks', () => {
    const found = verdict([72, 75, 79, 80, 78, 148, 157, 151]);
    expect(found).toMatchObject({
      kind: 'step',
      since: { from: '2026-10-11', to: '2026-10-17' },
      weeksNow: 3,
    });
  });

  it('has stopped, or costs something now and then', () => {
    expect(verdict([5, 5, 5, 0, 15, 900, 0, 0])).toMatchObject({
      kind: 'stopped',
      silence: { lastDay: '2026-10-17', days: 14 },
    });
    expect(verdict([5, 0, 0, 0, 0, 0, 12, 20])).toEqual({ kind: 'seldom', weeks: 3 });
  });

  it('ignores days after the end of the data', () => {
    const later = [...daily([100, 100, 100, 100]), { day: '2026-11-01', cost_micros: 900 * USD }];
    const byDay = costByDay(later, END);
    expect(weeksOf(byDay, END).map((week) => week.micros)).toEqual(Array(4).fill(700 * USD));
  });
});

describe('silence', () => {
  const every = (days: number, count: number, last: string) =>
    Array.from({ length: count }, (_, i) => addDays(last, -days * i));

  it.each<[string, readonly string[], number | null]>([
    ['runs daily', every(1, 30, END), null],
    ['runs weekly, last week', every(7, 8, '2026-10-25'), null],
    ['runs monthly, three weeks ago', every(30, 3, '2026-10-09'), null],
    ['ran daily until three weeks ago', every(1, 5, '2026-10-09'), 22],
    ['ran weekly until a month ago', every(7, 5, '2026-10-01'), 30],
    ['ran once, long ago', ['2026-10-01'], 30],
    ['never ran', [], null],
  ])('%s', (_what, days, silent) => {
    expect(silenceOf(days, END)?.days ?? null).toBe(silent);
  });
});
