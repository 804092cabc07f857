// What a live model handed in, kept in a file, and a model that hands it in again: so that a real text can be tried without asking.
import { z } from 'zod';
import { UserError } from '#src/lib/errors.ts';
import { hashOf } from '#src/lib/hash.ts';
import type { Completion, LanguageModel, ModelPrompt } from '../parts.ts';

const schema = z.strictObject({
  model: z.string(),
  chip: z.string(),
  selection: z.record(z.string(), z.unknown()),
  /** In the order asked; a second one where the first text was at fault. */
  exchanges: z.array(
    z.strictObject({ promptHash: z.string(), text: z.string(), unusable: z.string().nullable() }),
  ),
});

export type Recording = z.infer<typeof schema>;
export type Exchange = Recording['exchanges'][number];

/** Throws UserError 'bad_recording'. */
export function parseRecording(json: string): Recording {
  try {
    return schema.parse(JSON.parse(json));
  } catch (cause) {
    throw new UserError(
      {
        code: 'bad_recording',
        message: 'The file holds no recording of a model.',
        next: 'Make one with "copilot chip <chip id> --report <id> --entity <type:id> --record FILE".',
      },
      { cause },
    );
  }
}

/** Hands on what the model says, and notes it. */
export function recording(model: LanguageModel, note: (exchange: Exchange) => void): LanguageModel {
  return {
    name: model.name,
    async complete(prompt, signal) {
      const completion = await model.complete(prompt, signal);
      const said = typeof completion === 'string' ? { text: completion, unusable: null } : completion;
      note({ promptHash: promptHash(prompt), text: said.text, unusable: said.unusable });
      return completion;
    },
  };
}

/** Answers the recorded prompts, and no other: to another prompt the model would have said something else. */
export function recordedModel({ model, exchanges }: Recording): LanguageModel {
  return {
    name: model,
    async complete(prompt): Promise<Completion> {
      const hash = promptHash(prompt);
      const known = exchanges.find((exchange) => exchange.promptHash === hash);
      if (!known) throw notRecorded(model);
      const call = {
        requestHash: hash,
        parameters: {},
        inputTokens: null,
        outputTokens: null,
        microUsd: null,
        cached: true,
        masked: 0,
      };
      return { text: known.text, unusable: known.unusable, call };
    },
  };
}

function promptHash({ system, user }: ModelPrompt): string {
  return hashOf({ system, user });
}

function notRecorded(model: string): UserError {
  return new UserError({
    code: 'not_recorded',
    message: `${model} was recorded for another prompt.`,
    next: 'Record it again with the data of today.',
  });
}
