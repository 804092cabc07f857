// What the app starts once: it sends digests and scheduled reports when they are due, whatever died in between.
import { type Clock, systemClock } from '#src/lib/dates.ts';
import { errorText } from '#src/lib/errors.ts';
import type { Log } from '#src/lib/log.ts';
import type { StateStore } from '#src/store/state/state_store.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { parseSnapshot } from './digest/snapshot.ts';
import { buildDigest } from './digest.ts';
import { checkCron } from './due.ts';
import type { Outbox } from './outbox.ts';
import { type DigestSchedule, messagePlans } from './plans.ts';
import { createRetention } from './retention.ts';
import { runDue } from './run_due.ts';
import type { SendParts } from './send.ts';
import { everyMinute, oneAtATime, type Ticking, type Turns } from './tick.ts';

interface SchedulerParts {
  readonly state: StateStore;
  readonly source: UsageSource;
  readonly outbox: Outbox;
  /** Answers older than this many days are forgotten; absent: they are kept. */
  readonly auditDays?: number;
  /** null: no digest by itself. */
  readonly digest: DigestSchedule | null;
  readonly log: Log;
  readonly clock?: Clock;
}

interface Scheduler {
  /** Looks for due messages now, for a clock that was moved. Never rejects. */
  tick(): Promise<void>;
  /** Looks now and then once a minute. */
  start(): void;
  /** Resolves when nothing is running any more. */
  stop(): Promise<void>;
}

/** Throws UserError 'bad_cron' when the digest's schedule cannot be used. */
export function createScheduler(parts: SchedulerParts): Scheduler {
  const { state, digest, log, clock = systemClock } = parts;
  if (digest !== null) checkCron(digest.cron, digest.zone, clock());
  const { schedules, occurrences } = state;
  const sources = { digest, schedules, occurrences, startedMs: clock().getTime() };
  const send = sendParts(parts, clock);
  const forgetOld = retentionOf(parts, clock);
  const turns = oneAtATime(async () => {
    try {
      await runDue(send, messagePlans(sources), clock());
    } catch (error) {
      log.error('Planned messages could not be looked for; again in a minute', { error: errorText(error) });
    }
    forgetOld();
  });
  return { tick: turns.run, ...startAndStop(turns) };
}

function retentionOf({ state, auditDays, log }: SchedulerParts, clock: Clock): () => void {
  if (auditDays === undefined) return () => {};
  return createRetention({ audit: state.audit, days: auditDays, log, clock });
}

function sendParts({ state, source, outbox, log }: SchedulerParts, clock: Clock): SendParts {
  return {
    occurrences: state.occurrences,
    snapshots: state.digestSnapshots,
    outbox,
    log,
    buildDigest: (previous, weekdayZone) =>
      buildDigest({ source, previous: parseSnapshot(previous), clockNow: clock(), weekdayZone }),
  };
}

function startAndStop(turns: Turns): Pick<Scheduler, 'start' | 'stop'> {
  let ticking: Ticking | null = null;
  return {
    start() {
      ticking ??= everyMinute(turns.run);
    },
    async stop() {
      await ticking?.stop();
      ticking = null;
      await turns.idle();
    },
  };
}
