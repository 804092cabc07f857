// What the log of answers keeps of what is said in Slack; a log that cannot be written costs the record, never the answer.
import type { Answer } from '#src/copilot/answer_types.ts';
import { recordAnswer, recordPosted } from '#src/copilot/audit/audit_log.ts';
import { type MessageBody, recordMessage, type Sender } from '#src/copilot/audit/record_message.ts';
import { errorText } from '#src/lib/errors.ts';
import type { SlackParts } from './parts.ts';
import type { Place } from './place.ts';
import type { Posted } from './post.ts';
import type { Turn } from './turn.ts';

export function actorOf({ team, user }: Pick<Place, 'team' | 'user'>): string {
  return `slack:${team}/${user}`;
}

/** Who asked for a message, by which delivery. */
export function senderOf({ place, key }: Pick<Turn, 'place' | 'key'>): Sender {
  return { actor: actorOf(place), occurrence: key };
}

/** The answer's id in the log; null when it could not be written. */
export function keepAnswer(parts: SlackParts, answer: Answer, actor: string): string | null {
  return kept(parts, () => recordAnswer(parts.state, answer, actor));
}

export function keepMessage(
  parts: SlackParts,
  sender: Sender,
  entity: string,
  body: MessageBody,
): string | null {
  return kept(parts, () => recordMessage(parts.state, sender, entity, body));
}

/** Where the words stand, once they do. */
export function keepPosted(
  parts: SlackParts,
  id: string | null,
  actor: string,
  { channel, ts }: Posted,
): void {
  if (id === null) return;
  const where = `slack:${parts.identity().teamId}/${channel}`;
  kept(parts, () => recordPosted(parts.state, id, actor, { where, ts }));
}

function kept<Result>({ log }: SlackParts, work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    log.error('An answer is not in the audit log', { error: errorText(error) });
    return null;
  }
}
