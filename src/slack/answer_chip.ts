// A pressed chip: a progress line in the thread, turned into the one final answer.
import { answerMessage } from '#blocks/answer_message.ts';
import type { Answer } from '#src/copilot/answer_types.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import type { SlackParts } from './parts.ts';
import { inThread, type Place } from './place.ts';
import { remove } from './post.ts';
import { replaceLine, startProgress } from './progress.ts';
import { actorOf, keepAnswer, keepPosted } from './record.ts';

const FIRST_LINE = 'Reading the facts ...';

/** Throws what the copilot throws, after taking the progress line away. */
export async function answerChip(
  parts: SlackParts,
  at: Place,
  chip: string,
  selection: Selection,
): Promise<void> {
  const place = inThread(at);
  const progress = await startProgress(parts, place, FIRST_LINE);
  let answer: Answer;
  try {
    answer = await parts.core.answer({ chip, selection, onProgress: progress.say });
  } catch (error) {
    await remove(parts, await progress.stop());
    throw error;
  }
  if (answer.withheld)
    parts.log.warn('A model was asked in vain', { why: answer.withheld, said: failureOf(answer) });
  const actor = actorOf(place);
  const answerId = keepAnswer(parts, answer, actor);
  const message = answerMessage({ answer, answerId }, viewTools);
  keepPosted(parts, answerId, actor, await replaceLine(parts, place, await progress.stop(), message));
}

/** What the endpoint answered, in a few words: an operator with a wrong key must be able to see it. */
function failureOf({ trace }: Answer): string {
  return (trace.modelOutput ?? '').split('\n')[0]!.slice(0, 200);
}
