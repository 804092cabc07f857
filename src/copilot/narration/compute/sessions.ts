// From starts and stops to the hours a warehouse or cluster was awake.
import { addDays, parseTimestamp } from '#src/lib/dates.ts';
import type { SessionEvent } from '../../study/compute_study.ts';

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
 * Pairs events (in order of time) into stretches inside the range. A stop before any start means it was awake already;
 * a second start while awake changes nothing.
 */
export function stretchesOf(
  events: readonly SessionEvent[],
  [fromMs, toMs]: readonly [number, number],
): Stretch[] {
  const stretches: Stretch[] = [];
  let open: { startMs: number; user: string | null } | null = null;
  events.forEach((event, i) => {
    const at = parseTimestamp(event.event_time);
    if (event.event_type === 'CLUSTER_START') open ??= { startMs: at, user: event.user_id };
    else {
      if (i === 0) open = { startMs: fromMs, user: null };
      if (open) stretches.push({ ...open, endMs: at, stopped: true });
      open = null;
    }
  });
  if (open)
    stretches.push({ ...(open as { startMs: number; user: string | null }), endMs: toMs, stopped: false });
  return stretches.map((stretch) => clip(stretch, fromMs, toMs)).filter((s) => s.endMs > s.startMs);
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

/** The clock hours ('YYYY-MM-DD HH') any stretch touches. */
export function clockHours(stretches: readonly Stretch[]): ReadonlySet<string> {
  const hours = new Set<string>();
  for (const { startMs, endMs } of stretches) {
    for (let hour = Math.floor(startMs / HOUR_MS); hour * HOUR_MS < endMs; hour++) {
      hours.add(new Date(hour * HOUR_MS).toISOString().slice(0, 13).replace('T', ' '));
    }
  }
  return hours;
}
