// Counts what is being worked on, so that stopping can wait for it.

export interface InFlight {
  /** Counts `work` while it runs. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is running or after `deadlineMs`; says how many were left. */
  drain(deadlineMs: number): Promise<number>;
}

export function createInFlight(): InFlight {
  let count = 0;
  let wake: (() => void) | null = null;
  return {
    async run(work) {
      count++;
      try {
        return await work();
      } finally {
        count--;
        if (count === 0) wake?.();
      }
    },
    async drain(deadlineMs) {
      if (count === 0) return 0;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadlineMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      return count;
    },
  };
}
