// The form behind a thumb down came back: the reason is kept with the vote.
import { z } from 'zod';
import { REASON_FIELDS, REASON_VALUE } from '#blocks/action_ids.ts';
import { REASONS, reasonKeptMessage } from '#blocks/vote_messages.ts';
import { recordVote } from '#src/copilot/audit/audit_log.ts';
import { truncate } from '#src/lib/text.ts';
import { rowsOfAnswer } from '../../kept_answer.ts';
import type { Place } from '../../place.ts';
import { privately } from '../../post.ts';
import { actorOf } from '../../record.ts';
import type { Turn } from '../../turn.ts';

const metadata = z.strictObject({
  answerId: z.string().max(64),
  channel: z.string().max(40),
  thread: z.string().max(40).optional(),
  responseUrl: z.string().max(500).optional(),
});

export function formMetadata(answerId: string, { channel, thread, responseUrl }: Place): string {
  return JSON.stringify({ answerId, channel, thread, responseUrl });
}

/** What Slack sends of the form's fields. */
type ReasonState = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          readonly value?: string | null;
          readonly selected_options?: readonly { readonly value?: string }[] | null;
        }
      >
    >
  >
>;

const MOST_WORDS = 1000;

/** Throws UserError when the answer was forgotten meanwhile. */
export async function submitReason(turn: Turn, text: string, state: ReasonState): Promise<void> {
  const { answerId, ...where } = metadata.parse(JSON.parse(text));
  const place: Place = { ...turn.place, ...where };
  rowsOfAnswer(turn.parts, answerId);
  const { reasons, words } = readReason(state);
  if (reasons.length > 0 || words !== null)
    recordVote(turn.parts.state, answerId, actorOf(place), { value: 'down', reason: words, reasons });
  await privately(turn.parts, place, reasonKeptMessage(reasons.length > 0 || words !== null));
}

function readReason(state: ReasonState): { reasons: string[]; words: string | null } {
  const chosen = state[REASON_FIELDS.reasons]?.[REASON_VALUE]?.selected_options ?? [];
  const known = new Set<string>(REASONS.map(({ id }) => id));
  const words = state[REASON_FIELDS.words]?.[REASON_VALUE]?.value?.trim() ?? '';
  return {
    reasons: chosen.flatMap(({ value }) => (value !== undefined && known.has(value) ? [value] : [])).sort(),
    words: words === '' ? null : truncate(words, MOST_WORDS),
  };
}
