// Stretches of time between starts and stops.
import { addDays, parseTimestamp } from '#src/lib/dates.ts';

export interface SessionEvent {
  readonly event_id: string;
  readonly event_time: string;
  readonly event_type: 'CLUSTER_START' | 'CLUSTER_TERMINATE';
  readonly user_id: string | null;
}

export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
  /** Who started it; null when nobody is recorded. */
  readonly user: string | null;
  /** false: still awake at the end of the range. */
  readonly stopped: boolean;
}

const HOUR_MS = 3_600_000;

/** [start of `from`, end of `to`) in milliseconds. */
export function dayRange(from: string, to: string): readonly [number, number] {
  return [parseTimestamp(`${from} 00:00:00`), parseTimestamp(`${addDays(to, 1)} 00:00:00`)];
}

/**
 * Pairs events (in order of time) into stretches inside the range. A stop before any start means it was awake already; a second start
 * while awake changes nothing, and of several stops in a row the last one counts.
 */
export function stretchesOf(
  events: readonly SessionEvent[],
  [fromMs, toMs]: readonly [number, number],
): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Omit<Stretch, 'endMs' | 'stopped'> | null = null;
  for (const event of events) {
    const at = parseTimestamp(event.event_time);
    const last = stretches.at(-1);
    if (event.event_type === 'CLUSTER_START') open ??= { startMs: at, user: event.user_id };
    else if (open) {
      stretches.push({ ...open, endMs: at, stopped: true });
      open = null;
    } else if (last) stretches[stretches.length - 1] = { ...last, endMs: at };
    else stretches.push({ startMs: fromMs, user: null, endMs: at, stopped: true });
  }
  if (open) stretches.push({ ...open, endMs: toMs, stopped: false });
  return within(stretches, [fromMs, toMs]);
}

function clip(stretch: Stretch, fromMs: number, toMs: number): Stretch {
  return {
    ...stretch,
    startMs: Math.max(stretch.startMs, fromMs),
    endMs: Math.min(stretch.endMs, toMs),
    stopped: stretch.stopped && stretch.endMs <= toMs,
  };
}

export function within(stretches: readonly Stretch[], [fromMs, toMs]: readonly [number, number]): Stretch[] {
  return stretches.map((stretch) => clip(stretch, fromMs, toMs)).filter((s) => s.endMs > s.startMs);
}

export function hoursOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((total, s) => total + (s.endMs - s.startMs), 0) / HOUR_MS;
}

/** Hours of the stretches that lie outside the given clock hours. */
export function hoursOutside(stretches: readonly Stretch[], clock: ReadonlySet<string>): number {
  let outside = 0;
  for (const { startMs, endMs } of stretches) {
    for (let hour = Math.floor(startMs / HOUR_MS); hour * HOUR_MS < endMs; hour++) {
      const name = new Date(hour * HOUR_MS).toISOString().slice(0, 13).replace('T', ' ');
      if (clock.has(name)) continue;
      outside += Math.min(endMs, (hour + 1) * HOUR_MS) - Math.max(startMs, hour * HOUR_MS);
    }
  }
  return outside / HOUR_MS;
}

const DAY_MS = 24 * HOUR_MS;

/** Hours awake by day ('YYYY-MM-DD'). */
export function hoursByDay(stretches: readonly Stretch[]): ReadonlyMap<string, number> {
  const hours = new Map<string, number>();
  for (const { startMs, endMs } of stretches) {
    for (let day = Math.floor(startMs / DAY_MS); day * DAY_MS < endMs; day++) {
      const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
      const part = Math.min(endMs, (day + 1) * DAY_MS) - Math.max(startMs, day * DAY_MS);
      hours.set(name, (hours.get(name) ?? 0) + part / HOUR_MS);
    }
  }
  return hours;
}
