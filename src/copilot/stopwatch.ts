// Milliseconds per stage, from the clock that was passed in.
import type { Clock } from '#src/lib/dates.ts';

export interface Stopwatch {
  /** Ends the stage that began at the last lap. */
  lap(stage: string): void;
  laps(): Readonly<Record<string, number>>;
}

export function stopwatch(clock: Clock): Stopwatch {
  const laps: Record<string, number> = {};
  let last = clock().getTime();
  return {
    lap(stage) {
      const now = clock().getTime();
      laps[stage] = now - last;
      last = now;
    },
    laps: () => ({ ...laps }),
  };
}
