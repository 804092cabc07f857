// The one error whose message may be shown to a person: what happened, what was kept, what to do next.

export interface UserErrorParts {
  /** What happened, in one sentence a person understands. */
  readonly message: string;
  /** What was kept or stayed untouched, when that is worth saying. */
  readonly kept?: string;
  /** The next step, an imperative sentence. */
  readonly next?: string;
  /** The next step at a terminal, where it is another one than in Slack. */
  readonly nextInTerminal?: string;
  /** The parameter that is wrong, so that a form can say so beside it. */
  readonly field?: string;
  /** Values that would have worked for `field`, the likeliest first. */
  readonly choices?: readonly Choice[];
  /** Stable machine word, e.g. 'unknown_report', for callers that branch. */
  readonly code?: string;
}

export interface Choice {
  /** As a person tells it from the others. */
  readonly label: string;
  readonly value: string;
}

/** Where an error is read: remedies differ, what happened does not. */
export type Surface = 'slack' | 'terminal';

export class UserError extends Error {
  readonly kept: string | undefined;
  readonly next: string | undefined;
  readonly nextInTerminal: string | undefined;
  readonly code: string;
  readonly field: string | undefined;
  readonly choices: readonly Choice[];

  constructor(parts: UserErrorParts, options?: { cause?: unknown }) {
    super(parts.message, options);
    this.name = 'UserError';
    this.kept = parts.kept;
    this.next = parts.next;
    this.nextInTerminal = parts.nextInTerminal ?? parts.next;
    this.field = parts.field;
    this.choices = parts.choices ?? [];
    this.code = parts.code ?? 'user_error';
  }

  /** All sentences in reading order. */
  get full(): string {
    return this.fullFor('slack');
  }

  fullFor(surface: Surface): string {
    const next = surface === 'terminal' ? this.nextInTerminal : this.next;
    return [this.message, this.kept, next].filter(Boolean).join(' ');
  }
}

/** The sentence to show for anything thrown; internals of unexpected errors stay in the log. */
export function messageFor(error: unknown, surface: Surface = 'slack'): string {
  return error instanceof UserError
    ? error.fullFor(surface)
    : 'Something went wrong on our side. Nothing was changed.';
}

/** An error's text for a log line. */
export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
