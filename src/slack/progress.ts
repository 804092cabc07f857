// One line in the thread while something is made; what was made replaces it.
import { progressLine } from '#blocks/progress_line.ts';
import type { Message } from '#blocks/room.ts';
import { errorText } from '#src/lib/errors.ts';
import type { SlackParts } from './parts.ts';
import type { Place } from './place.ts';
import { type Posted, post, remove, update } from './post.ts';

export interface Progress {
  readonly say: (line: string) => void;
  /** Resolves when no edit is under way any more, so that none can overwrite the answer. */
  readonly stop: () => Promise<Posted>;
}

/** A line is shown only when the answer is not there soon after: edits cost the answer time. */
const SHOW_AFTER_MS = 700;

export async function startProgress(parts: SlackParts, place: Place, first: string): Promise<Progress> {
  const posted = await post(parts, place, progressLine(first));
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

/** Where the message stands in the end. */
export async function replaceLine(
  parts: SlackParts,
  place: Place,
  line: Posted,
  message: Message,
): Promise<Posted> {
  try {
    await update(parts, line, message);
    return line;
  } catch (error) {
    parts.log.warn('An answer could not replace its progress line', { error: errorText(error) });
    const posted = await post(parts, place, message);
    await remove(parts, line);
    return posted;
  }
}
