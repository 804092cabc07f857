// Asks a model without telling it a name of the account.
import type { AccountWord } from './account_words.ts';
import { mask } from './mask.ts';
import type { Model } from './model.ts';

/** `words` are read for each request: names come and go with the data. */
export function masked(model: Model, words: () => Promise<readonly AccountWord[]>): Model {
  return {
    name: model.name,
    async complete(prompt, signal) {
      const { user, count, restore } = mask(prompt, await words());
      const completion = await model.complete({ system: prompt.system, user }, signal);
      return {
        ...completion,
        text: restore(completion.text),
        call: { ...completion.call, masked: count },
      };
    },
  };
}
