// Debug details: everything behind an answer, for those who may see it; long pieces as files in the thread.
import { debugDetails } from '#blocks/debug_details.ts';
import { countVotes } from '#src/copilot/audit/votes.ts';
import { uploadParts } from '../../files.ts';
import { allowDebug, keptTrace } from '../../kept_answer.ts';
import { inThread } from '../../place.ts';
import { post } from '../../post.ts';
import type { Turn } from '../../turn.ts';
import type { Click } from './click.ts';

export async function debugDetailsButton({ parts, place }: Turn, { value: answerId }: Click): Promise<void> {
  allowDebug(parts, place.user, 'Debug details show');
  const trace = keptTrace(parts, answerId);
  const votes = countVotes(parts.state.audit.ofAnswer(answerId));
  const thread = inThread(place);
  const { message, files } = debugDetails({ trace, answerId, votes });
  await post(parts, thread, message);
  await uploadParts(parts, thread, files);
}
