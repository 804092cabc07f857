// How long answers are kept in the log: once a day, what is older is forgotten, a few at a time so that nobody waits.
import { type Clock, dayOf } from '#src/lib/dates.ts';
import { errorText } from '#src/lib/errors.ts';
import type { Log } from '#src/lib/log.ts';
import type { AuditRows } from '#src/store/state/audit_rows.ts';

export interface RetentionParts {
  readonly audit: Pick<AuditRows, 'expired' | 'forget'>;
  /** Answers older than this many days are forgotten. */
  readonly days: number;
  readonly log: Log;
  readonly clock: Clock;
}

/** Each takes about a millisecond of a loop that also serves people. */
const AT_ONCE = 100;
const DAY_MS = 86_400_000;

/** A function for every minute: does something once a UTC day, or until everything old is forgotten. Never throws. */
export function createRetention({ audit, days, log, clock }: RetentionParts): () => void {
  let doneOn: string | null = null;
  return () => {
    const now = clock();
    if (doneOn === dayOf(now)) return;
    try {
      const old = audit.expired(now.getTime() - days * DAY_MS);
      const entry = { actor: 'retention', reason: `older than ${days} days` };
      const forgotten = old.slice(0, AT_ONCE).filter((id) => audit.forget(id, entry)).length;
      if (forgotten > 0) log.info('Old answers were forgotten', { forgotten, days });
      if (old.length <= AT_ONCE) doneOn = dayOf(now);
    } catch (error) {
      doneOn = dayOf(now);
      log.error('Old answers could not be forgotten; again tomorrow', { error: errorText(error) });
    }
  };
}
