import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  eachDay,
  formatDay,
  formatPeriod,
  formatWeekday,
  isIsoDay,
  parseTimestamp,
  toTimestamp,
  weekdayName,
  weekdayOf,
} from '#src/lib/dates.ts';

const day = fc.integer({ min: -20_000, max: 40_000 }).map((n) => addDays('2000-01-01', n));

describe('days', () => {
  it.each(['2026-10-31', '2024-02-29', '2000-02-29', '1970-01-01'])('%s exists', (text) => {
    expect(isIsoDay(text)).toBe(true);
  });
  it.each([
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-10-31T00:00',
    ' 2026-10-31',
    '',
    'today',
  ])('%s does not', (text) => {
    expect(isIsoDay(text)).toBe(false);
  });

  it('are counted without a clock change in the way', () => {
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365);
    expect(eachDay('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });

  it('go forth and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (start, n) => {
        const other = addDays(start, n);
        expect(isIsoDay(other)).toBe(true);
        expect(daysBetween(start, other)).toBe(n);
        expect(addDays(other, -n)).toBe(start);
        expect(start < other).toBe(n > 0);
        expect(weekdayOf(addDays(start, 7))).toBe(weekdayOf(start));
      }),
      { seed: 1 },
    );
  });
});

describe('days as people read them', () => {
  it.each([
    ['2026-10-12', '12 Oct'],
    ['2025-10-12', '12 Oct 2025'],
    ['2026-01-01', '1 Jan'],
  ])('%s is %s', (text, expected) => {
    expect(formatDay(text, '2026-11-02')).toBe(expected);
  });

  it.each([
    ['2026-10-02', '2026-10-31', '2 to 31 Oct'],
    ['2026-09-28', '2026-10-27', '28 Sep to 27 Oct'],
    ['2026-10-12', '2026-10-12', '12 Oct'],
    ['2025-10-02', '2025-10-31', '2 to 31 Oct 2025'],
    ['2025-09-28', '2025-10-27', '28 Sep to 27 Oct 2025'],
    ['2025-12-20', '2026-01-10', '20 Dec 2025 to 10 Jan'],
    ['2024-12-20', '2025-01-10', '20 Dec 2024 to 10 Jan 2025'],
  ])('%s to %s is %s', (from, to, expected) => {
    expect(formatPeriod(from, to, '2026-11-02')).toBe(expected);
  });

  it('know their weekday', () => {
    expect(weekdayName('2026-11-02')).toBe('Monday');
    expect(formatWeekday('2026-11-02', '2026-11-02')).toBe('Mon 2 Nov');
    expect(weekdayOf('2026-11-01')).toBe(0);
  });
});

describe('timestamps', () => {
  it('are UTC to the second, both ways', () => {
    const date = new Date('2026-10-25T01:30:15.999Z');
    expect(toTimestamp(date)).toBe('2026-10-25 01:30:15');
    expect(parseTimestamp('2026-10-25 01:30:15')).toBe(date.getTime() - 999);
    expect(dayOf(date)).toBe('2026-10-25');
  });
});
