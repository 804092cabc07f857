// What a voter sees: that the vote counts, and the form that asks for a reason.
import type { InputBlock, ModalView } from '@slack/types';
import type { VoteValue } from '#src/copilot/audit/votes.ts';
import { REASON_CALLBACK, REASON_FIELDS, REASON_VALUE } from './action_ids.ts';
import { context, option, plain } from './kit.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './room.ts';

/** `id` is what the log keeps, so that labels may be put better later. */
export const REASONS = [
  { id: 'figure', text: 'A figure looks wrong' },
  { id: 'cause', text: 'The explanation does not fit what happened' },
  { id: 'next_step', text: 'The next step does not help' },
  { id: 'missing', text: 'Something that matters is missing' },
  { id: 'unclear', text: 'It is hard to understand' },
] as const;

const MOST_WORDS = 1000;

/** `before`: what this person had said of the same answer. */
export function votedMessage(value: VoteValue, before: VoteValue | null): Message {
  const said = value === 'up' ? 'helped' : 'did not help';
  const first =
    before === value
      ? `*Your vote stands: this answer ${said}.* It counts once.`
      : `*Your vote is counted: this answer ${said}.*${before === null ? '' : ' It takes the place of the one before.'}`;
  return message(`${first} The other thumb changes it. Nobody else in this channel sees it.`);
}

export function reasonKeptMessage(hasReason: boolean): Message {
  return message(
    hasReason
      ? '*Your vote and its reason are kept.* The people who run this app read it; nobody else in this channel sees it.'
      : '*Your vote is counted: this answer did not help.* Nobody else in this channel sees it.',
  );
}

export function reasonForm(metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: REASON_CALLBACK,
    private_metadata: metadata.slice(0, LIMITS.privateMetadata),
    title: { type: 'plain_text', text: 'What was wrong?' },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Skip' },
    blocks: [
      context(
        'Your vote is counted, with or without a reason. The people who run this app read the reason; nobody in the channel sees it.',
      ),
      optional(REASON_FIELDS.reasons, 'What did not fit', {
        type: 'checkboxes',
        action_id: REASON_VALUE,
        options: REASONS.map(({ id, text }) => option({ text, value: id })),
      }),
      optional(REASON_FIELDS.words, 'In your words', {
        type: 'plain_text_input',
        action_id: REASON_VALUE,
        multiline: true,
        max_length: MOST_WORDS,
        placeholder: plain('What did you expect instead?', LIMITS.placeholder),
      }),
    ],
  };
}

function optional(id: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: id, optional: true, label: plain(label, LIMITS.inputLabel), element };
}

function message(text: string): Message {
  return { text: text.replaceAll('*', ''), blocks: [context(text)] };
}
