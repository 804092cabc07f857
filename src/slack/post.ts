// Puts messages into Slack: once, in the right thread, or privately to one person.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import type { Message } from '#blocks/room.ts';
import { slackErrorOf } from './errors.ts';
import type { SlackParts } from './parts.ts';
import type { Place } from './place.ts';

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, string | number | boolean>>;
}

export interface Posted {
  readonly channel: string;
  readonly ts: string;
}

/** A rate limit means nothing was posted: wait as told, a few times. Anything unclear is not repeated. */
const RATE_LIMIT_TRIES = 5;

/** Throws what Slack answers. */
export async function post(
  parts: SlackParts,
  place: Pick<Place, 'channel' | 'thread'>,
  message: Message,
  metadata?: Metadata,
): Promise<Posted> {
  const args = {
    channel: place.channel,
    ...content(message),
    unfurl_links: false,
    unfurl_media: false,
    ...(place.thread && { thread_ts: place.thread }),
    ...(metadata && { metadata }),
  };
  for (let attempt = 1; ; attempt++) {
    try {
      const posted = await parts.poster.chat.postMessage(args as never);
      return { channel: posted.channel!, ts: posted.ts! };
    } catch (error) {
      if (!(error instanceof webApi.WebAPIRateLimitedError) || attempt === RATE_LIMIT_TRIES) throw error;
      await parts.sleep(error.retryAfter * 1000);
    }
  }
}

export async function update(parts: SlackParts, posted: Posted, message: Message): Promise<void> {
  await parts.client.chat.update({ ...posted, ...content(message) } as never);
}

/** Best effort: a line that is not needed any more. */
export async function remove(parts: SlackParts, posted: Posted): Promise<void> {
  try {
    await parts.client.chat.delete({ ...posted });
  } catch (error) {
    parts.log.warn('A progress line could not be removed', { error: slackErrorOf(error) ?? String(error) });
  }
}

/** Only this person sees it. Works where the app is no member, as long as Slack gave an address for the answer. */
export async function privately(parts: SlackParts, place: Place, message: Message): Promise<void> {
  if (place.responseUrl && (await respond(place.responseUrl, place, message))) return;
  try {
    const target = {
      channel: place.channel,
      user: place.user,
      ...(place.thread && { thread_ts: place.thread }),
    };
    await parts.client.chat.postEphemeral({ ...target, ...content(message) } as never);
  } catch (error) {
    parts.log.debug('No private message in the channel, sending a direct one', {
      error: slackErrorOf(error),
    });
    await post(parts, { channel: place.user }, message);
  }
}

/** False when Slack no longer takes it: the address lives 30 minutes and five uses. */
async function respond(url: string, place: Place, message: Message): Promise<boolean> {
  const body = {
    response_type: 'ephemeral',
    replace_original: false,
    ...content(message),
    ...(place.thread && { thread_ts: place.thread }),
  };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    return response.ok;
  } catch {
    return false;
  }
}

function content({ text, blocks }: Message) {
  return { text, ...(blocks.length > 0 && { blocks }) };
}

/** Waiting alone keeps no process alive. */
export async function sleep(ms: number): Promise<void> {
  await sleepFor(ms, undefined, { ref: false });
}
