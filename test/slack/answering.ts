// Answers of the fake copilot that can be kept, and what tests read from the message of one.
import { rebuildPrompt } from '#src/copilot/audit/rebuild_prompt.ts';
import type { Message } from '#src/playground/state.ts';
import type { Core } from '#src/slack/core.ts';
import { jobAnswer, traceOf } from '../blocks/samples.ts';

export const CHIP = 'chip:diagnose.what_changed';

/** Every answer a little different, as timings are; its prompt is the one its evidence gives. */
export function answering(isGenuine = true): Core['answer'] {
  let given = 0;
  return async ({ selection }) => {
    const drawn = { ...traceOf(), selection, timings: { answer: given++ } };
    const { prompt, contextHash } = rebuildPrompt(drawn);
    const trace = isGenuine ? { ...drawn, prompt, context: { ...drawn.context, hash: contextHash } } : drawn;
    return { ...jobAnswer(), selection, trace };
  };
}

export function idOf(answer: Message): string {
  const elements = answer.blocks.flatMap(
    (block) => (block.elements ?? []) as { readonly action_id?: string; readonly value?: string }[],
  );
  return elements.find((element) => element.action_id === 'replay')?.value ?? '';
}

export const textOf = (message: Message) => JSON.stringify(message.blocks);
