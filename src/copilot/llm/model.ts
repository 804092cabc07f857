// A language model as this folder builds it: in layers, each of which is one.
import { UserError } from '#src/lib/errors.ts';
import type { Completion, LanguageModel, ModelPrompt } from '../parts.ts';

export interface Model extends LanguageModel {
  complete(prompt: ModelPrompt, signal?: AbortSignal): Promise<Completion>;
}

export type FailureCode =
  | 'model_unreachable'
  | 'model_late'
  | 'model_key'
  | 'model_unknown'
  | 'model_too_often'
  | 'model_fault'
  | 'model_refused_request'
  | 'model_redirects'
  | 'model_too_large'
  | 'model_nonsense'
  | 'model_cap'
  | 'model_busy'
  | 'model_not_counted';

/** What a reader is told, after the name of the model. */
const SAID: Readonly<Record<Exclude<FailureCode, 'model_cap'>, string>> = {
  model_unreachable: 'cannot be reached',
  model_late: 'did not answer in time',
  model_key: 'refused the key of this app',
  model_unknown: 'is not known to its provider, or its address is wrong',
  model_too_often: 'is asked more often at the moment than its provider allows',
  model_fault: 'has a fault at its provider at the moment',
  model_refused_request: 'did not accept the request',
  model_redirects: 'sent the request on to another address, which is not followed',
  model_too_large: 'sent far more than an answer',
  model_nonsense: 'sent something that is not an answer',
  model_busy: 'is busy with other answers',
  model_not_counted: 'was not asked: what it costs cannot be written down at the moment',
};

/** `detail` is for operators; it is never text of the provider, which may repeat a key. */
export function modelFailure(name: string, code: Exclude<FailureCode, 'model_cap'>, detail = ''): UserError {
  return failureOf(code, `${name} ${SAID[code]}.`, detail);
}

export function failureOf(code: FailureCode, message: string, detail = ''): UserError {
  return new UserError({ code, message }, detail === '' ? {} : { cause: detail });
}
