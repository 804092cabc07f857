// When the scheduler looks: once a minute, at once when asked to, and never twice at the same time.
import cron from 'node-cron';

export interface Turns {
  /** A call during a run shares one further run after it, which sees whatever changed meanwhile (a moved clock). */
  run(): Promise<void>;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

/** `work` must not reject. */
export function oneAtATime(work: () => Promise<void>): Turns {
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = () => {
    current = work().finally(() => {
      current = null;
    });
    return current;
  };
  return {
    run() {
      if (current === null) return begin();
      next ??= current.then(() => {
        next = null;
        return begin();
      });
      return next;
    },
    idle: async () => void (await (next ?? current)),
  };
}

export interface Ticking {
  /** No further ticks; resolves at once, a running one goes on. */
  stop(): Promise<void>;
}

/** One call now, then one every minute. `tick` must not reject. */
export function everyMinute(tick: () => Promise<void>): Ticking {
  const task = cron.schedule('* * * * *', tick, { noOverlap: true, suppressMissedWarning: true });
  void tick();
  return { stop: async () => void (await task.destroy()) };
}
