// What stood behind the answers people were given, for Debug details, also after a restart.
import { deflateSync, inflateSync } from 'node:zlib';
import type { Clock } from '#src/lib/dates.ts';
import { keptIfPossible, type Statements } from './statements.ts';

export interface Answers {
  /** Kept if it can be: a full disk costs the details, not the answer. */
  put(id: string, trace: unknown): void;
  /** The trace as it was stored; undefined once it has been dropped. */
  get(id: string): unknown;
  /** How many are kept. */
  readonly keep: number;
}

/** SQL text and prompts repeat themselves: about an eighth is left, in some three milliseconds. */
function packed(trace: unknown): string {
  return deflateSync(JSON.stringify(trace)).toString('base64');
}

/** Older rows are plain JSON. */
function unpacked(text: string): unknown {
  return JSON.parse(text.startsWith('{') ? text : inflateSync(Buffer.from(text, 'base64')).toString('utf8'));
}

export function createAnswers(statements: Statements, clock: Clock, keep: number): Answers {
  return {
    keep,
    put(id, trace) {
      keptIfPossible(() => {
        statements.run('answer_put', { id, now: clock().getTime(), trace: packed(trace) });
        statements.run('answers_prune', { keep });
      });
    },
    get(id) {
      const row = statements.get<{ trace: string }>('answer_get', { id });
      return row === undefined ? undefined : unpacked(row.trace);
    },
  };
}
