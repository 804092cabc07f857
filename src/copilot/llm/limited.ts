// Lets a few requests to a model run at a time; the others wait their turn as long as their answer is still awaited.
import type { Completion, ModelPrompt } from '../parts.ts';
import { type Model, modelFailure } from './model.ts';

export function limited(model: Model, most = 4): Model {
  let running = 0;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    // The place is handed over: it is never free in between.
    if (next) next();
    else running -= 1;
  };
  const enter = (signal: AbortSignal | undefined): Promise<void> => {
    if (signal?.aborted) return Promise.reject(modelFailure(model.name, 'model_busy'));
    if (running < most) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const give = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(give), 1);
        reject(modelFailure(model.name, 'model_busy'));
      };
      waiting.push(give);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  };
  return {
    name: model.name,
    async complete(prompt: ModelPrompt, signal?: AbortSignal): Promise<Completion> {
      await enter(signal);
      try {
        return await model.complete(prompt, signal);
      } finally {
        leave();
      }
    },
  };
}
