// The prompt of a kept answer, built again from the facts, surroundings and passages it was built from.
import type { Prompt, Trace } from '../answer_types.ts';
import { assembleContext } from '../context/assemble_context.ts';
import { buildPrompt } from '../prompt/build_prompt.ts';

export type KeptEvidence = Pick<Trace, 'facts' | 'surroundings' | 'passages' | 'promptInput'>;

export interface RebuiltPrompt {
  readonly prompt: Prompt;
  readonly contextHash: string;
}

export function rebuildPrompt({ facts, surroundings, passages, promptInput }: KeptEvidence): RebuiltPrompt {
  const context = assembleContext({ facts, surroundings, passages });
  return { prompt: buildPrompt(promptInput, context), contextHash: context.hash };
}
