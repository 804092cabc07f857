// What a model answered to an exactly equal request, so that nobody pays or waits twice.
import type { Clock } from '#src/lib/dates.ts';
import type { Statements } from './statements.ts';

export interface ModelOutputs {
  get(requestHash: string): string | undefined;
  put(requestHash: string, output: string): void;
}

/** About 3 kB each. */
const KEEP = 5000;

export function createModelOutputs(statements: Statements, clock: Clock): ModelOutputs {
  return {
    get: (hash) => statements.get<{ output: string }>('model_output_get', { hash })?.output,
    put(hash, output) {
      statements.run('model_output_put', { hash, output, now: clock().getTime() });
      statements.run('model_outputs_prune', { keep: KEEP });
    },
  };
}
