// Times are shown in the zone of the person looking, and the clock jumps to real instants.
import { describe, expect, it } from 'vitest';
import {
  agoLabel,
  clockLabel,
  clockTime,
  dayKey,
  dayLabel,
  fromInputDateTime,
  inputDateTime,
  nextHour,
  preciseTime,
  shortTime,
  tsToMs,
} from '#src/playground/ui/times.ts';

const monday = Date.parse('2026-11-02T08:05:09Z');
const hourMs = 3_600_000;

describe('labels', () => {
  it('shows the time in the zone of the person', () => {
    expect(clockTime(monday, 'UTC')).toBe('8:05 AM');
    expect(clockTime(monday, 'Asia/Kolkata')).toBe('1:35 PM');
    expect(shortTime(monday, 'Asia/Kolkata')).toBe('1:35');
    expect(preciseTime(monday, 'America/New_York')).toBe('03:05:09');
    expect(clockLabel(monday, 'Europe/Stockholm')).toBe('Mon, Nov 2, 9:05 AM');
  });

  it('divides days where the person does', () => {
    const late = Date.parse('2026-11-02T23:30:00Z');
    expect(dayKey(late, 'UTC')).toBe('2026-11-02');
    expect(dayKey(late, 'Europe/Stockholm')).toBe('2026-11-03');
  });

  it('names days by how far away they are', () => {
    expect(dayLabel(monday, monday, 'UTC')).toBe('Today');
    expect(dayLabel(monday - 24 * hourMs, monday, 'UTC')).toBe('Yesterday');
    expect(dayLabel(Date.parse('2026-10-21T12:00:00Z'), monday, 'UTC')).toBe('Wednesday, October 21st');
    expect(dayLabel(Date.parse('2025-12-12T12:00:00Z'), monday, 'UTC')).toBe('Friday, December 12th, 2025');
    expect(dayLabel(Date.parse('2026-10-03T12:00:00Z'), monday, 'UTC')).toBe('Saturday, October 3rd');
  });

  it('says when somebody last replied', () => {
    expect(agoLabel(monday, monday + hourMs, 'UTC')).toBe('today at 8:05 AM');
    expect(agoLabel(monday, monday + 72 * hourMs, 'UTC')).toBe('3 days ago');
  });

  it('reads the seconds of a message ts', () => {
    expect(tsToMs('1793606709.000200')).toBe(1793606709000);
  });
});

describe('moving the clock', () => {
  it('finds the next nine in the morning, tomorrow when it is past', () => {
    expect(new Date(nextHour(monday, 9, 'UTC')).toISOString()).toBe('2026-11-02T09:00:00.000Z');
    expect(new Date(nextHour(monday, 9, 'Europe/Stockholm')).toISOString()).toBe('2026-11-03T08:00:00.000Z');
    const nine = Date.parse('2026-11-02T09:00:00Z');
    expect(nextHour(nine, 9, 'UTC')).toBe(nine + 24 * hourMs);
  });

  it('keeps nine at nine when the clocks change', () => {
    const beforeChange = Date.parse('2026-10-24T12:00:00Z');
    expect(new Date(nextHour(beforeChange, 9, 'Europe/Stockholm')).toISOString()).toBe(
      '2026-10-25T08:00:00.000Z',
    );
  });

  it.each(['UTC', 'Asia/Kolkata', 'America/New_York', 'Europe/Stockholm'])(
    'reads back what it shows in %s',
    (tz) => {
      for (let day = 0; day < 365; day += 7) {
        const ms = Date.parse('2026-01-01T06:00:00Z') + day * 24 * hourMs;
        expect(fromInputDateTime(inputDateTime(ms, tz), tz)).toBe(ms);
      }
    },
  );

  it('refuses what is no date', () => {
    expect(fromInputDateTime('', 'UTC')).toBeNull();
  });
});
