// What a person is told when something does not work: a UserError as it is, Slack's refusals in words, anything else by reference.
import { webApi } from '@slack/bolt';
import { UserError } from '#src/lib/errors.ts';

interface Platform {
  readonly error: string;
  readonly needed?: string;
}

/** Slack's error word, or undefined when the call failed otherwise. */
export function slackErrorOf(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** A UserError for what a person or administrator can change; null for what is our fault. */
export function explain(error: unknown, botName: string): UserError | null {
  if (error instanceof UserError) return error;
  if (error instanceof webApi.WebAPIPlatformError)
    return UNCLEAR.has(error.data.error)
      ? unclear(error)
      : explainPlatform(error.data as unknown as Platform, botName, error);
  const isTransport = error instanceof webApi.WebAPIRequestError || error instanceof webApi.WebAPIHTTPError;
  return isTransport ? unclear(error) : null;
}

/** Slack's words for "something may have happened". */
const UNCLEAR = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

function unclear(cause: unknown): UserError {
  return new UserError(
    {
      code: 'slack_unclear',
      message: 'Slack did not confirm the message.',
      kept: 'It may have arrived all the same.',
      next: 'Look in the channel; if it is not there, try again.',
    },
    { cause },
  );
}

function explainPlatform({ error, needed }: Platform, botName: string, cause: unknown): UserError | null {
  const words = PLATFORM[error]?.(botName, needed ?? '');
  return words ? new UserError({ code: error, ...words }, { cause }) : null;
}

type Words = (botName: string, needed: string) => { message: string; kept?: string; next: string };

const notThere: Words = (botName) => ({
  message: 'I am not in this channel, so I cannot post here.',
  kept: 'Nothing was posted.',
  next: `Type "/invite @${botName}" here and try again, or use the command in a direct message with me.`,
});

const PLATFORM: Readonly<Record<string, Words>> = {
  not_in_channel: notThere,
  channel_not_found: notThere,
  is_archived: () => ({ message: 'This channel is archived.', next: 'Use the command in another channel.' }),
  missing_scope: (_, needed) => ({
    message: `The app lacks a permission in this workspace${needed ? ` (${needed})` : ''}.`,
    next: 'Install it again from manifest.yml.',
  }),
  restricted_action: () => ({
    message: 'The settings of this workspace do not let apps post here.',
    next: 'Use another channel, or ask a workspace administrator.',
  }),
  expired_trigger_id: () => ({ message: 'Slack waited too long for the form.', next: 'Try once more.' }),
  thread_not_found: () => ({
    message: 'The message this belongs to is gone.',
    next: 'Run the report again and use the new message.',
  }),
  ratelimited: () => ({ message: 'Slack asks to slow down.', next: 'Try again in a minute.' }),
};
