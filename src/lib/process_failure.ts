// An error that crosses from one process to another and stays what it was: a sentence for people, or a fault with its stack.
import { UserError, type UserErrorParts } from './errors.ts';

export interface Failure {
  readonly message: string;
  readonly stack?: string | undefined;
  /** The sentences of a UserError; absent for anything else. */
  readonly user?: UserErrorParts;
  /** What caused it, as the log names it. */
  readonly cause?: { readonly message: string; readonly code: string | undefined };
}

export function toFailure(error: unknown): Failure {
  const { message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  const because = cause instanceof Error ? { cause: { message: cause.message, code: codeOf(cause) } } : {};
  return error instanceof UserError
    ? { message, user: partsOf(error), ...because }
    : { message, stack, ...because };
}

export function fromFailure({ message, stack, user, cause }: Failure): Error {
  const options = cause
    ? { cause: Object.assign(new Error(cause.message), { code: cause.code }) }
    : undefined;
  if (user) return new UserError(user, options);
  return Object.assign(new Error(message, options), stack ? { stack } : {});
}

function partsOf({ message, kept, next, nextInTerminal, field, choices, code }: UserError): UserErrorParts {
  const said = { kept, next, nextInTerminal, field };
  const present = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { message, code, choices, ...present };
}

function codeOf(error: Error): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
