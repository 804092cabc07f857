// A pressed chip: a progress line in the thread, turned into the one final answer.
import { answerMessage } from '#blocks/answer_message.ts';
import { progressLine } from '#blocks/progress_line.ts';
import type { Answer } from '#src/copilot/answer_types.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { errorText } from '#src/lib/errors.ts';
import { hashOf } from '#src/lib/hash.ts';
import type { SlackParts } from './parts.ts';
import { inThread, type Place } from './place.ts';
import { type Posted, post, remove, update } from './post.ts';

const FIRST_LINE = 'Reading the facts ...';

/** Throws what the copilot throws, after taking the progress line away. */
export async function answerChip(
  parts: SlackParts,
  at: Place,
  chip: string,
  selection: Selection,
): Promise<void> {
  const place = inThread(at);
  const progress = await startProgress(parts, place);
  let answer: Answer;
  try {
    answer = await parts.core.answer({ chip, selection, onProgress: progress.say });
  } catch (error) {
    await remove(parts, await progress.stop());
    throw error;
  }
  if (answer.withheld)
    parts.log.warn('A model was asked in vain', { why: answer.withheld, said: failureOf(answer) });
  const message = answerMessage({ answer, answerId: keep(parts, answer) }, viewTools);
  await replace(parts, place, await progress.stop(), message);
}

/** What the endpoint answered, in a few words: an operator with a wrong key must be able to see it. */
function failureOf({ trace }: Answer): string {
  return (trace.modelOutput ?? '').split('\n')[0]!.slice(0, 200);
}

interface Progress {
  readonly say: (line: string) => void;
  /** Resolves when no edit is under way any more, so that none can overwrite the answer. */
  readonly stop: () => Promise<Posted>;
}

/** A line is shown only when the answer is not there soon after: edits cost the answer time. */
const SHOW_AFTER_MS = 700;

async function startProgress(parts: SlackParts, place: Place): Promise<Progress> {
  const posted = await post(parts, place, progressLine(FIRST_LINE));
  let timer: NodeJS.Timeout | undefined;
  let editing: Promise<void> = Promise.resolve();
  const show = (line: string) => {
    editing = editing
      .then(() => update(parts, posted, progressLine(line)))
      .catch((error) => {
        parts.log.debug('A progress line was not shown', { error: String(error) });
      });
  };
  return {
    say: (line) => {
      clearTimeout(timer);
      timer = setTimeout(show, SHOW_AFTER_MS, line);
    },
    stop: async () => {
      clearTimeout(timer);
      await editing;
      return posted;
    },
  };
}

/** Timings included: two answers never share an id, even when they say the same. */
function keep({ state }: SlackParts, answer: Answer): string {
  const id = hashOf({ hash: answer.hash, trace: answer.trace }).slice(0, 16);
  state.answers.put(id, answer.trace);
  return id;
}

async function replace(
  parts: SlackParts,
  place: Place,
  line: Posted,
  message: ReturnType<typeof answerMessage>,
) {
  try {
    await update(parts, line, message);
  } catch (error) {
    parts.log.warn('An answer could not replace its progress line', { error: errorText(error) });
    await post(parts, place, message);
    await remove(parts, line);
  }
}
