// One thing a person did, as listeners see it: where, who, and how to tell them privately when it does not work.
import type { Button } from '@slack/types';
import { errorMessage } from '#blocks/error_message.ts';
import { errorText, UserError } from '#src/lib/errors.ts';
import { sha256, shortHash } from '#src/lib/hash.ts';
import { explain } from './errors.ts';
import type { SlackParts } from './parts.ts';
import type { Place } from './place.ts';
import { privately } from './post.ts';

export interface Turn {
  readonly parts: SlackParts;
  readonly place: Place;
  /** For opening a form, within three seconds. */
  readonly trigger?: string | undefined;
  /** Identifies the delivery, for the log. */
  readonly key: string;
}

/** Runs a listener's work. Never throws: whatever goes wrong is told to the person, and logged when it is our fault. */
export async function take(turn: Turn, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    await tell(turn, error);
    return false;
  }
}

/** What helps a person on: buttons that do it, and a line to copy. */
export interface WayOut {
  readonly buttons: readonly Button[];
  readonly line: string | null;
}

const NO_WAY_OUT: WayOut = { buttons: [], line: null };

/** Never throws. */
export async function tell(
  turn: Turn,
  error: unknown,
  { buttons, line }: WayOut = NO_WAY_OUT,
): Promise<void> {
  const { parts, place } = turn;
  const { message, kept, next } = explain(error, parts.identity().botName) ?? unexpected(turn, error);
  try {
    await privately(parts, place, errorMessage({ message, kept, next, line }, buttons));
  } catch (second) {
    parts.log.error('A person could not be told what went wrong', { error: errorText(second) });
  }
}

/** The reference is the same for the same error of the same click: it finds the line in the log. */
function unexpected({ parts, key }: Turn, error: unknown): UserError {
  const reference = shortHash(sha256(`${key}\n${errorText(error)}`));
  parts.log.error('Unexpected error', { reference, error: errorText(error) });
  return new UserError({
    code: 'unexpected',
    message: `Something went wrong on our side (reference ${reference}).`,
    kept: 'Nothing was changed.',
    next: 'Try again; if it stays, give the reference to whoever runs this app.',
  });
}
