// What a process left unfinished when it died: sent if nothing can have gone out, looked for if something may have, never doubled.
import { parseTimestamp } from '#src/lib/dates.ts';
import { errorText } from '#src/lib/errors.ts';
import { isAbandoned, type Occurrence } from '#src/store/state/occurrences.ts';
import { withDeadline } from './deadline.ts';
import { GRACE_MS } from './due.ts';
import { inTurns } from './in_turns.ts';
import type { MessagePlan } from './plans.ts';
import { giveUp, occurrenceId, postMarked, prepare, type SendParts, sendClaimed } from './send.ts';

/** Building takes seconds; a second process that builds as well does no harm. */
export const CLAIMED_STALE_MS = 2 * 60_000;
/** Longer than a post is waited for (send.ts): a process that is only slow must not be taken for dead. */
export const POSTING_STALE_MS = 15 * 60_000;
/** Clocks of the app and of the workspace may differ. */
const CLOCK_SKEW_MS = 10 * 60_000;
const LOOK_DEADLINE_MS = 60_000;
const AT_ONCE = 4;

export async function recoverUnfinished(
  parts: SendParts,
  plans: readonly MessagePlan[],
  now: Date,
): Promise<void> {
  const left = parts.occurrences
    .unfinished(CLAIMED_STALE_MS)
    .filter((row) => now.getTime() - row.updatedAt >= staleMs(row) || isAbandoned(row));
  await inTurns(left, AT_ONCE, async (row) => {
    try {
      if (parts.occurrences.takeOver(row, staleMs(row))) await recover(parts, plans, row, now);
    } catch (error) {
      parts.log.error('Recovery failed, it will be tried again', { row, error: errorText(error) });
    }
  });
}

function staleMs({ state }: Occurrence): number {
  return state === 'claimed' ? CLAIMED_STALE_MS : POSTING_STALE_MS;
}

/**
 * The state is the one that was read before the take-over, on purpose: if the row has been moved on since, every step from the old state
 * fails and nothing is sent.
 */
async function recover(
  parts: SendParts,
  plans: readonly MessagePlan[],
  row: Occurrence,
  now: Date,
): Promise<void> {
  const plan = plans.find(({ id, target }) => id === row.scheduleId && target === row.target);
  const problem = whyNot(plan, row, now);
  if (row.state === 'posting') return recoverPosting(parts, plan, row, problem);
  if (plan === undefined || problem !== null)
    return giveUp(parts, row, { from: 'claimed', reason: problem ?? '' });
  await sendClaimed(parts, plan, row);
}

/** Why it should not be sent now, if it has not been. */
function whyNot(plan: MessagePlan | undefined, { slot }: Occurrence, now: Date): string | null {
  if (plan === undefined)
    return 'The app stopped before it was sent, and the schedule has been removed since.';
  if (now.getTime() - parseTimestamp(slot) > GRACE_MS)
    return 'The app stopped before it was sent and came back too late for it.';
  return null;
}

async function recoverPosting(
  parts: SendParts,
  plan: MessagePlan | undefined,
  row: Occurrence,
  problem: string | null,
): Promise<void> {
  if (isRemembered(parts, row)) return finish(parts, row);
  const since = parseTimestamp(row.slot) - CLOCK_SKEW_MS;
  const looking = parts.outbox.findPosted(row.target, occurrenceId(row), since);
  const found = await withDeadline(looking, LOOK_DEADLINE_MS, 'Looking for the message');
  if (found === 'unknown') return giveUp(parts, row, { from: 'posting', reason: UNKNOWN });
  if (found !== null) {
    await rememberLate(parts, plan, row);
    return finish(parts, row, found);
  }
  if (plan === undefined || problem !== null)
    return giveUp(parts, row, { from: 'posting', reason: problem ?? '' });
  await postMarked(parts, row, await prepare(parts, plan, row));
}

const UNKNOWN =
  'It may have been posted before the app stopped. The app may not read this channel, so it was not sent again; with the scope to read it (channels:history, groups:history) it could have looked.';

/** A digest is remembered only after it was posted. */
function isRemembered({ snapshots }: SendParts, { scheduleId, target, slot }: Occurrence): boolean {
  return snapshots.get(scheduleId, target)?.slot === slot;
}

function finish({ occurrences, log }: SendParts, row: Occurrence, ts?: string): void {
  occurrences.advance(row, { from: 'posting', to: 'posted', ...(ts !== undefined && { ts }) });
  log.info('A planned message had been posted before the app stopped', { row });
}

/** The message is out, its memory is not: the same data give the same digest again. Without it only the next comparison suffers. */
async function rememberLate(parts: SendParts, plan: MessagePlan | undefined, row: Occurrence): Promise<void> {
  if (plan === undefined) return;
  try {
    (await prepare(parts, plan, row)).remember();
  } catch (error) {
    parts.log.warn('What a posted message said could not be remembered', { row, error: errorText(error) });
  }
}
