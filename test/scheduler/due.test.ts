import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UserError } from '#src/lib/errors.ts';
import { checkCron, dueSlots, type Plan } from '#src/scheduler/due.ts';

const HOUR_MS = 3_600_000;
const at = (text: string) => new Date(`${text}Z`);
const plan = (cron: string, zone = 'UTC', more: Partial<Plan> = {}): Plan => ({
  id: 'p',
  cron,
  zone,
  target: 'C1',
  ...more,
});
const slots = (one: Plan, now: string) => dueSlots([one], at(now)).map(({ slot }) => slot);

describe('due slots', () => {
  it('begins at the planned instant, not a moment before', () => {
    expect(slots(plan('0 9 * * *'), '2026-11-02T08:59:59.999')).toEqual([]);
    expect(slots(plan('0 9 * * *'), '2026-11-02T09:00:00.000')).toEqual(['2026-11-02 09:00:00']);
  });

  it('reads the expression in its zone', () => {
    expect(slots(plan('0 9 * * 1-5', 'Europe/Berlin'), '2026-11-02T08:01:00')).toEqual([
      '2026-11-02 08:00:00',
    ]);
    expect(slots(plan('0 9 * * 1-5', 'Asia/Kolkata'), '2026-11-02T03:31:00')).toEqual([
      '2026-11-02 03:30:00',
    ]);
  });

  it('makes up for the newest missed slot only, and only within six hours', () => {
    const hourly = plan('0 * * * *');
    expect(slots(hourly, '2026-11-02T13:30:00')).toEqual(['2026-11-02 13:00:00']);
    expect(slots(plan('0 9 * * *'), '2026-11-02T15:00:00')).toEqual(['2026-11-02 09:00:00']);
    expect(slots(plan('0 9 * * *'), '2026-11-02T15:00:00.001')).toEqual([]);
  });

  it('does not make up for what was planned before the plan was made', () => {
    const made = { sinceMs: at('2026-11-02T09:30:00').getTime() };
    expect(slots(plan('0 9 * * *', 'UTC', made), '2026-11-02T10:00:00')).toEqual([]);
    expect(slots(plan('0 10 * * *', 'UTC', made), '2026-11-02T10:00:00')).toEqual(['2026-11-02 10:00:00']);
  });

  it('keeps the targets of one schedule apart', () => {
    const plans = [plan('0 9 * * *'), { ...plan('0 9 * * *'), target: 'C2' }];
    expect(dueSlots(plans, at('2026-11-02T09:00:30')).map((due) => due.plan.target)).toEqual(['C1', 'C2']);
  });

  it('names an expression that cannot be read and serves the others', () => {
    const unreadable: string[] = [];
    const plans = [plan('nonsense'), plan('0 9 * * *')];
    const due = dueSlots(plans, at('2026-11-02T09:00:00'), { onUnreadable: (cron) => unreadable.push(cron) });
    expect([due.length, unreadable]).toEqual([1, ['nonsense']]);
  });
});

/** Every slot that comes due while the clock goes over some days, ten minutes at a time. */
function slotsOver(one: Plan, from: string, hours: number): string[] {
  const seen = new Set<string>();
  for (let minute = 0; minute <= hours * 60; minute += 10) {
    const now = new Date(at(from).getTime() + minute * 60_000);
    for (const { slot } of dueSlots([one], now, { graceMs: 600_000 })) seen.add(slot);
  }
  return [...seen];
}

describe('when the clocks change', () => {
  it('has one slot for a time that is left out: right after the gap', () => {
    const newYork = plan('30 2 * * *', 'America/New_York');
    expect(slotsOver(newYork, '2026-03-07T12:00:00', 48)).toEqual([
      '2026-03-08 07:00:00',
      '2026-03-09 06:30:00',
    ]);
  });

  it('has one slot for a time that comes twice', () => {
    const newYork = plan('30 1 * * *', 'America/New_York');
    expect(slotsOver(newYork, '2026-10-31T12:00:00', 48)).toEqual([
      '2026-11-01 05:30:00',
      '2026-11-02 06:30:00',
    ]);
    const list = plan('0 2,9 * * *', 'Europe/Berlin');
    expect(slotsOver(list, '2026-10-24T22:00:00', 24)).toEqual([
      '2026-10-25 00:00:00',
      '2026-10-25 08:00:00',
    ]);
  });

  it('gives one slot a day for any fixed time in any of these zones, and always the same one', () => {
    const zones = ['America/New_York', 'Europe/Berlin', 'Africa/Cairo', 'Australia/Lord_Howe', 'UTC'];
    const times = fc.record({
      minute: fc.integer({ min: 0, max: 59 }),
      hour: fc.integer({ min: 0, max: 23 }),
      zone: fc.constantFrom(...zones),
      day: fc.integer({ min: 0, max: 364 }),
    });
    fc.assert(
      fc.property(times, ({ minute, hour, zone, day }) => {
        const one = plan(`${minute} ${hour} * * *`, zone);
        const start = at('2026-01-01T00:00:00').getTime() + day * 24 * HOUR_MS;
        // Thirty looks over ten days: between one slot and the next lie 22 to 26 hours, whatever the clocks do.
        const seen = new Set<string>();
        for (let look = 0; look < 30; look++) {
          const now = new Date(start + look * 8 * HOUR_MS);
          for (const { slot } of dueSlots([one], now, { graceMs: 26 * HOUR_MS })) seen.add(slot);
        }
        const instants = [...seen].map((slot) => Date.parse(`${slot.replace(' ', 'T')}Z`));
        const gaps = instants.slice(1).map((instant, i) => (instant - instants[i]!) / HOUR_MS);
        expect(gaps.every((gap) => gap >= 22 && gap <= 26)).toBe(true);
        expect(instants.length).toBeGreaterThanOrEqual(9);
      }),
      { numRuns: 60 },
    );
  });
});

describe('checking an expression', () => {
  const now = at('2026-11-02T10:00:00');
  const problem = (cron: string, zone = 'UTC') => {
    try {
      checkCron(cron, zone, now);
      return null;
    } catch (error) {
      return (error as UserError).message;
    }
  };

  it.each(['0 9 * * 1-5', '30 6 * * MON', '0 * * * *', '15 9 1 * *', '0 9 29 2 *'])('takes %s', (cron) => {
    expect(problem(cron, 'Europe/Berlin')).toBeNull();
  });

  it.each([
    ['* * * * *', 'more often than hourly'],
    ['0,30 9 * * 1', 'more often than hourly'],
    ['*/15 * 1 1 *', 'more often than hourly'],
    ['0 9 31 2 *', 'never comes'],
    ['0 0 9 * * 1', 'does not have five fields'],
    ['@daily', 'does not have five fields'],
    ['61 9 * * *', 'cannot be read'],
    ['every day at 9', 'does not have five fields'],
    ['at nine on week days', 'cannot be read'],
  ])('refuses %s', (cron, words) => {
    expect(problem(cron)).toContain(words);
  });

  it('names a zone that does not exist', () => {
    expect(problem('0 9 * * *', 'Mars/Olympus')).toContain('"Mars/Olympus", which is no time zone');
  });

  it('says what would have worked', () => {
    try {
      checkCron('61 9 * * *', 'UTC', now);
    } catch (error) {
      expect((error as UserError).next).toContain('0 9 * * 1-5');
    }
    expect.assertions(1);
  });
});
