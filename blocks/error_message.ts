// Something did not work: what happened, what was kept, what to do next, and the buttons that do it.
import type { Button } from '@slack/types';
import { dataToMrkdwn, dataToPlain, escapeText } from './data_text.ts';
import { actions, section } from './kit.ts';
import type { Message } from './room.ts';

export interface ErrorView {
  readonly message: string;
  readonly kept?: string | undefined;
  readonly next?: string | undefined;
  /** A command that would have worked, to be copied. */
  readonly line?: string | null | undefined;
}

/** Error texts repeat what was typed and what the data hold, so they are data. */
export function errorMessage(
  { message, kept, next, line }: ErrorView,
  buttons: readonly Button[] = [],
): Message {
  const sentences = [message, kept, next].filter((text) => text !== undefined && text !== '') as string[];
  const [first = '', ...rest] = sentences.map((text) => dataToMrkdwn(text, 700));
  return {
    text: sentences.map((text) => dataToPlain(text, 700)).join(' '),
    blocks: [
      section([`*${first}*`, ...rest, copyable(line)].filter(Boolean).join('\n')),
      ...(buttons.length > 0 ? [actions(buttons)] : []),
    ],
  };
}

const LONGEST_LINE = 300;

/** The whole line or none: half a command would run as something else. */
export function copyable(line: string | null | undefined): string {
  return !line || line.length > LONGEST_LINE || line.includes('`') ? '' : `\`${escapeText(line)}\``;
}
