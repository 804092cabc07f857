import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, weekdayOf } from '#src/lib/dates.ts';
import { digestPeriod } from '#src/scheduler/digest/period.ts';

const LONG_AGO = '2020-01-01';

describe('the days of a digest', () => {
  it('are the last complete day for the first, and all days since for the next', () => {
    expect(digestPeriod('2026-10-26', LONG_AGO, null)).toMatchObject({ from: '2026-10-26', length: 1 });
    expect(digestPeriod('2026-10-25', LONG_AGO, '2026-10-22')).toMatchObject({
      from: '2026-10-23',
      length: 3,
    });
  });

  it('are the last week at most, after a long silence', () => {
    expect(digestPeriod('2026-10-26', LONG_AGO, '2026-08-01')).toMatchObject({
      from: '2026-10-20',
      length: 7,
    });
  });

  it('are compared with the same days of up to eight weeks the data reach back to', () => {
    const { bases, basis } = digestPeriod('2026-10-26', '2026-10-04', null);
    expect(basis).toBe('weeks');
    expect(bases.map(({ to }) => to)).toEqual(['2026-10-19', '2026-10-12', '2026-10-05']);
    expect(digestPeriod('2026-10-26', LONG_AGO, null).bases).toHaveLength(8);
  });

  it('are compared with the day before while one week is all there is, and with nothing on the first day', () => {
    const young = digestPeriod('2026-10-26', '2026-10-19', null);
    expect([young.basis, young.bases]).toEqual(['before', [{ from: '2026-10-25', to: '2026-10-25' }]]);
    expect(digestPeriod('2026-10-26', '2026-10-26', null)).toMatchObject({ basis: 'none', bases: [] });
  });

  it.each([
    ['2026-10-31', '2026-09-30'],
    ['2026-10-27', '2026-09-26'],
    ['2026-03-31', '2026-02-28'],
    ['2026-03-01', '2026-02-01'],
    ['2026-01-05', '2025-12-05'],
  ])('at the turn of a month %s is compared with %s', (asOf, mate) => {
    expect(digestPeriod(asOf, LONG_AGO, null).monthMate).toEqual({ from: mate, to: mate });
  });

  it('have no such mate in the middle of a month', () => {
    expect(digestPeriod('2026-10-15', LONG_AGO, null).monthMate).toBeNull();
  });

  it('never overlap what they are compared with, and fall on the same weekdays', () => {
    const cases = fc.record({
      day: fc.integer({ min: 0, max: 3000 }),
      silence: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(cases, ({ day, silence }) => {
        const asOf = addDays('2021-06-01', day);
        const period = digestPeriod(asOf, LONG_AGO, addDays(asOf, -silence));
        for (const base of [...period.bases, period.before!]) {
          expect(base.to < period.from).toBe(true);
          expect(daysBetween(base.from, base.to) + 1).toBe(period.length);
        }
        expect(period.bases.every(({ to }) => weekdayOf(to) === weekdayOf(asOf))).toBe(true);
        const mate = period.monthMate;
        expect(mate === null || mate.from.slice(0, 7) < asOf.slice(0, 7)).toBe(true);
      }),
    );
  });
});
