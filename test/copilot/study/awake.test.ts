import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Awake, awakeIn } from '#src/copilot/study/awake.ts';
import { hoursOf, hoursOutside, type SessionEvent, stretchesOf } from '#src/copilot/study/sessions.ts';

const RANGE = [Date.parse('2026-10-01T00:00:00Z'), Date.parse('2026-10-03T00:00:00Z')] as const;

type Moment = readonly [time: string, type: 'START' | 'STOP', user?: string];

function events(...list: readonly Moment[]): SessionEvent[] {
  return list.map(([time, type, user], i) => ({
    event_id: String(i),
    event_time: `2026-10-${time}:00`,
    event_type: type === 'START' ? 'CLUSTER_START' : 'CLUSTER_TERMINATE',
    user_id: user ?? null,
  }));
}

function hours(...list: readonly Moment[]): number {
  return hoursOf(stretchesOf(events(...list), RANGE));
}

describe('stretches between starts and stops', () => {
  it('pairs them, and remembers who started', () => {
    const stretches = stretchesOf(events(['01 08:00', 'START', 'u1'], ['01 10:30', 'STOP']), RANGE);
    expect(hoursOf(stretches)).toBe(2.5);
    expect(stretches).toMatchObject([{ user: 'u1', stopped: true }]);
  });

  it('counts from the start of the range when the first event is a stop, and to its end when the last is a start', () => {
    expect(hours(['01 06:00', 'STOP'])).toBe(6);
    expect(hours(['02 18:00', 'START'])).toBe(6);
  });

  it('ignores a second start, and lets the last of several stops count', () => {
    expect(
      hours(['01 08:00', 'START'], ['01 09:00', 'START'], ['01 10:00', 'STOP'], ['01 11:00', 'STOP']),
    ).toBe(3);
  });

  it('count the time outside of given clock hours to the minute', () => {
    const stretches = stretchesOf(
      events(['01 08:05', 'START'], ['01 08:20', 'STOP'], ['01 08:30', 'START'], ['01 10:15', 'STOP']),
      RANGE,
    );
    expect(hoursOutside(stretches, new Set())).toBe(hoursOf(stretches));
    expect(hoursOutside(stretches, new Set(['2026-10-01 09']))).toBe(1);
    expect(hoursOutside(stretches, new Set(['2026-10-01 08', '2026-10-01 09']))).toBe(0.25);
  });

  it('never counts more hours than the range has, whatever the events', () => {
    const moment = fc.integer({ min: 0, max: 47 * 60 });
    const list = fc.array(fc.tuple(moment, fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(list, (raw) => {
        const sorted = [...raw].sort((a, b) => a[0] - b[0]);
        const stretches = stretchesOf(
          sorted.map(([minute, start], i) => ({
            event_id: String(i),
            event_time: new Date(RANGE[0] + minute * 60_000).toISOString().slice(0, 19).replace('T', ' '),
            event_type: start ? 'CLUSTER_START' : 'CLUSTER_TERMINATE',
            user_id: null,
          })),
          RANGE,
        );
        expect(hoursOf(stretches)).toBeLessThanOrEqual(48);
        stretches.slice(1).forEach((stretch, i) => {
          expect(stretch.startMs).toBeGreaterThanOrEqual(stretches[i]!.endMs);
        });
      }),
    );
  });
});

describe('hours awake', () => {
  const day = (date: string, dbus: number) => ({ day: `2026-10-${date}`, dbu_micros: dbus * 1e6 });
  const config = (at: string, autoStop: number | null, size: string | null = null) => ({
    changed_at: `2026-${at} 08:00:00`,
    size,
    auto_stop_mins: autoStop,
  });
  const read = (input: Partial<Parameters<typeof awakeIn>[0]>): Awake | null =>
    awakeIn({
      events: [],
      days: [],
      configs: [],
      eventsFrom: '2026-10-01',
      from: '2026-10-01',
      to: '2026-10-02',
      ...input,
    });

  it('are whole days while auto-stop is off, then what the events say', () => {
    const result = read({
      days: [day('01', 288), day('02', 24)],
      configs: [config('01-01', 0), config('10-02', 10)],
      events: events(['02 09:00', 'START'], ['02 11:00', 'STOP']),
    });
    expect(result).toMatchObject({ hours: 26, guessedDays: 0 });
  });

  it('follow from the DBUs on days without events, at the rate of the other days', () => {
    const result = read({
      days: [day('01', 8), day('02', 20)],
      configs: [config('01-01', 60)],
      events: events(['01 08:00', 'START'], ['01 10:00', 'STOP']),
    });
    expect(result).toMatchObject({ hours: 7, guessedDays: 1 });
  });

  it('follow from the published DBUs of the size when there is no event at all', () => {
    const result = read({ days: [day('01', 24), day('02', 12)], configs: [config('01-01', 10, 'Small')] });
    expect(result).toMatchObject({ hours: 3, guessedDays: 2 });
  });

  it('are not known when nothing tells', () => {
    expect(read({ days: [day('01', 24)] })).toBeNull();
  });
});
