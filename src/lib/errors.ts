// The one error whose message may be shown to a person: what happened, what was kept, what to do next.

export interface UserErrorParts {
  /** What happened, in one sentence a person understands. */
  readonly message: string;
  /** What was kept or stayed untouched, when that is worth saying. */
  readonly kept?: string;
  /** The next step, an imperative sentence. */
  readonly next?: string;
  /** Stable machine word, e.g. 'unknown_report', for callers that branch. */
  readonly code?: string;
}

export class UserError extends Error {
  readonly kept: string | undefined;
  readonly next: string | undefined;
  readonly code: string;

  constructor(parts: UserErrorParts, options?: { cause?: unknown }) {
    super(parts.message, options);
    this.name = 'UserError';
    this.kept = parts.kept;
    this.next = parts.next;
    this.code = parts.code ?? 'user_error';
  }

  /** All sentences in reading order. */
  get full(): string {
    return [this.message, this.kept, this.next].filter(Boolean).join(' ');
  }
}

/** The sentence to show for anything thrown; internals of unexpected errors stay in the log. */
export function messageFor(error: unknown): string {
  return error instanceof UserError ? error.full : 'Something went wrong on our side. Nothing was changed.';
}

/** An error's text for a log line. */
export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
