// How long the main loop of a process was held up: the largest gap between two ticks of a timer of 2 ms.

const TICK_MS = 2;

export interface StallWatch {
  /** Forgets what was. */
  reset(): void;
  /** Milliseconds a tick came late, at worst, since the last reset. */
  longest(): number;
}

export function watchStalls(): StallWatch {
  let last = performance.now();
  let worst = 0;
  setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - last - TICK_MS);
    last = now;
  }, TICK_MS);
  return {
    reset: () => {
      last = performance.now();
      worst = 0;
    },
    // A stall that is not over yet counts too.
    longest: () => Math.max(worst, performance.now() - last - TICK_MS),
  };
}
