// One tick: what an earlier process left unfinished is brought to an end, what is due is claimed and sent, each target for itself.
import { errorText } from '#src/lib/errors.ts';
import type { OccurrenceKey } from '#src/store/state/occurrences.ts';
import { dueSlots } from './due.ts';
import { inTurns } from './in_turns.ts';
import type { MessagePlan } from './plans.ts';
import { recoverUnfinished } from './recover.ts';
import { type SendParts, sendClaimed } from './send.ts';

const AT_ONCE = 4;

/** Any number of processes may do this at once: each slot of each target is claimed by one of them. */
export async function runDue(parts: SendParts, plans: readonly MessagePlan[], now: Date): Promise<void> {
  await recoverUnfinished(parts, plans, now);
  const due = dueSlots(plans, now, {
    onUnreadable: (cron, zone, error) =>
      parts.log.error('A schedule cannot be read', { cron, zone, error: errorText(error) }),
  });
  await inTurns(due, AT_ONCE, async ({ plan, slot }) => {
    const key: OccurrenceKey = { scheduleId: plan.id, slot, target: plan.target };
    try {
      if (parts.occurrences.claim(key)) await sendClaimed(parts, plan, key);
    } catch (error) {
      parts.log.error('A planned message failed, it will be tried again', {
        ...key,
        error: errorText(error),
      });
    }
  });
}
