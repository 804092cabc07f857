// Answers an exactly equal request from what was answered before; nothing similar counts as equal.
import { hashOf } from '#src/lib/hash.ts';
import type { ModelOutputs } from '#src/store/state/model_outputs.ts';
import { keptIfPossible } from '#src/store/state/statements.ts';
import type { Model } from './model.ts';

/** `identity`: all that tells one model and its parameters from another. */
export function cached(model: Model, outputs: ModelOutputs, identity: unknown): Model {
  return {
    name: model.name,
    async complete(prompt, signal) {
      const requestHash = hashOf({ identity, system: prompt.system, user: prompt.user });
      const known = outputs.get(requestHash);
      if (known !== undefined) {
        const call = {
          requestHash,
          parameters: {},
          inputTokens: 0,
          outputTokens: 0,
          microUsd: 0,
          cached: true,
          masked: 0,
        };
        return { text: known, unusable: null, call };
      }
      const completion = await model.complete(prompt, signal);
      if (completion.unusable === null && completion.text.trim() !== '')
        keptIfPossible(() => outputs.put(requestHash, completion.text));
      return { ...completion, call: { ...completion.call, requestHash } };
    },
  };
}
