// How a method says no, in Slack's words.
import type { JsonObject } from './protocol.ts';

/** Slack's `{ok: false, error}`; `extra` goes beside the error. */
export class ApiFailure extends Error {
  readonly error: string;
  readonly extra: JsonObject;

  constructor(error: string, extra: JsonObject = {}) {
    super(error);
    this.error = error;
    this.extra = extra;
  }
}

/** Slack's way of naming the place of a fault. */
export function problemText(pointer: string, message: string): string {
  return `[ERROR] ${message} [json-pointer:${pointer}]`;
}

export function messages(texts: readonly string[]): JsonObject {
  return { response_metadata: { messages: texts } };
}
