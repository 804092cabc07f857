// When interactive compute is awake: stretches of hours between a start and a stop.
import type { Random } from '#src/lib/random.ts';
import type { CalendarDay } from './calendar.ts';

export interface Session {
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_MS = 3_600_000;

/** Splits `hours` of a working day into one to three stretches between 06:00 and 22:00 UTC. */
export function daySessions(day: CalendarDay, hours: number, random: Random): Session[] {
  if (hours < 0.1) return [];
  const count = hours > 3 ? random.int(1, 3) : 1;
  const first = day.startMs + random.int(6 * 3600, 8 * 3600) * 1000;
  const slack = Math.max(0, 15 - hours) / count;
  const length = Math.round((hours * 3600) / count) * 1000;
  return Array.from({ length: count }, (_, i) => {
    const startMs = first + i * (length + Math.round(slack * random.next() * 3600) * 1000);
    return { startMs, endMs: Math.min(startMs + length, day.startMs + 24 * HOUR_MS - 1000) };
  }).filter((s) => s.endMs > s.startMs);
}

export function wholeDay(day: CalendarDay): Session {
  return { startMs: day.startMs, endMs: day.startMs + 24 * HOUR_MS };
}

export function hoursOf(sessions: readonly Session[]): number {
  return sessions.reduce((total, s) => total + (s.endMs - s.startMs), 0) / HOUR_MS;
}

/** The wanted moment when the compute is awake then, else the same share of the way through its awake time. */
export function awakeMoment(sessions: readonly Session[], wantedMs: number, share: number): number {
  if (sessions.some((s) => wantedMs >= s.startMs && wantedMs < s.endMs)) return wantedMs;
  let left = share * hoursOf(sessions) * HOUR_MS;
  for (const session of sessions) {
    const length = session.endMs - session.startMs;
    if (left < length) return session.startMs + Math.floor(left / 1000) * 1000;
    left -= length;
  }
  return sessions.at(-1)!.endMs - 1000;
}
