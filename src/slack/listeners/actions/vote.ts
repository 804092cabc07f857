// Thumbs: one vote a person, the newest counts, and only the voter hears of it; a thumb down opens a form for the reason.
import { actionSuffix } from '#blocks/action_ids.ts';
import { reasonForm, votedMessage } from '#blocks/vote_messages.ts';
import { recordVote } from '#src/copilot/audit/audit_log.ts';
import { voteOf } from '#src/copilot/audit/votes.ts';
import { errorText } from '#src/lib/errors.ts';
import { rowsOfAnswer } from '../../kept_answer.ts';
import { inThread } from '../../place.ts';
import { privately } from '../../post.ts';
import { actorOf } from '../../record.ts';
import type { Turn } from '../../turn.ts';
import { formMetadata } from '../views/vote_reason.ts';
import type { Click } from './click.ts';

export async function voteButton(turn: Turn, { action, value: answerId }: Click): Promise<void> {
  const { parts, place } = turn;
  const value = actionSuffix(action) === 'down' ? 'down' : 'up';
  const actor = actorOf(place);
  const before = voteOf(rowsOfAnswer(parts, answerId), actor);
  // Counted before the form opens: a form that is closed, or comes too late, costs the reason, not the vote.
  if (before !== value) recordVote(parts.state, answerId, actor, { value, reason: null });
  if (value === 'down' && (await openForm(turn, answerId))) return;
  await privately(parts, inThread(place), votedMessage(value, before));
}

async function openForm({ parts, place, trigger }: Turn, answerId: string): Promise<boolean> {
  try {
    const view = reasonForm(formMetadata(answerId, inThread(place)));
    await parts.client.views.open({ trigger_id: trigger ?? '', view });
    return true;
  } catch (error) {
    parts.log.warn('The form for a reason could not be opened', { error: errorText(error) });
    return false;
  }
}
