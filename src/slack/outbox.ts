// What the app sends unasked: digests and weekly reports, each findable afterwards by its occurrence.
import type { Digest } from '#src/copilot/answer_types.ts';
import type { RawParams } from '#src/reports/params.ts';
import { deliverReport, postDigest } from './deliver.ts';
import { explain, slackErrorOf } from './errors.ts';
import type { SlackParts } from './parts.ts';
import type { Metadata, Posted } from './post.ts';

export interface Outbox {
  /**
   * The ts of the message; `occurrence` says which planned message this is. Throws UserError: 'slack_unclear' when it may
   * have been posted all the same, any other code when it was not.
   */
  postDigest(channel: string, digest: Digest, occurrence: string): Promise<string>;
  postReport(channel: string, reportId: string, raw: RawParams, occurrence: string): Promise<string>;
  /**
   * Looks for a message that may have been posted before a crash: its ts, null when it is not there,
   * 'unknown' when the app may not read this channel. `sinceMs`: not older than this instant.
   */
  findPosted(channel: string, occurrence: string, sinceMs: number): Promise<string | null | 'unknown'>;
}

const EVENT_TYPE = 'planned_message';
/** A planned message stands among the newest ones when the app looks for it after a restart. */
const LOOK_BACK = 200;

export function createOutbox(parts: SlackParts): Outbox {
  return {
    postDigest: (channel, digest, occurrence) =>
      sent(parts, () => postDigest(parts, { channel }, digest, metadataOf(occurrence))),
    postReport: (channel, reportId, raw, occurrence) => {
      const target = { team: parts.identity().teamId, channel };
      return sent(parts, () => deliverReport(parts, target, reportId, raw, metadataOf(occurrence)));
    },
    findPosted: (channel, occurrence, sinceMs) => findPosted(parts, channel, occurrence, sinceMs),
  };
}

async function sent(parts: SlackParts, work: () => Promise<Posted>): Promise<string> {
  try {
    return (await work()).ts;
  } catch (error) {
    throw explain(error, parts.identity().botName) ?? error;
  }
}

function metadataOf(occurrence: string): Metadata {
  return { event_type: EVENT_TYPE, event_payload: { occurrence } };
}

async function findPosted(
  { client, log }: SlackParts,
  channel: string,
  occurrence: string,
  sinceMs: number,
): Promise<string | null | 'unknown'> {
  try {
    const oldest = (sinceMs / 1000).toFixed(6);
    const request = { channel, oldest, limit: LOOK_BACK, include_all_metadata: true };
    const { messages = [] } = await client.conversations.history(request);
    const found = messages.find((message) => occurrenceOf(message.metadata) === occurrence);
    return found?.ts ?? null;
  } catch (error) {
    log.warn('Could not look for a planned message', {
      channel,
      error: slackErrorOf(error) ?? String(error),
    });
    return 'unknown';
  }
}

function occurrenceOf(metadata: unknown): unknown {
  const { event_type, event_payload } = (metadata ?? {}) as {
    event_type?: string;
    event_payload?: { occurrence?: unknown };
  };
  return event_type === EVENT_TYPE ? event_payload?.occurrence : undefined;
}
