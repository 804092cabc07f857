// What the app sends unasked: digests and weekly reports, each findable afterwards by its occurrence.
import type { Message } from '#blocks/room.ts';
import { plannedMessage } from '#blocks/weekly_message.ts';
import type { Digest } from '#src/copilot/answer_types.ts';
import type { Sender } from '#src/copilot/audit/record_message.ts';
import { cronInWords } from '#src/lib/cron_words.ts';
import { dayOf, daysBetween, formatDay, type IsoDay } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import type { RawParams } from '#src/reports/params.ts';
import type { ReportResult } from '#src/reports/report.ts';
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
  /** `scheduleId`: what its button ends. */
  postReport(
    channel: string,
    reportId: string,
    raw: RawParams,
    occurrence: string,
    scheduleId?: string,
  ): Promise<string>;
  /**
   * Looks for a message that may have been posted before a crash: its ts, null when it is not there,
   * 'unknown' when the app may not read this channel. `sinceMs`: not older than this instant. Throws when Slack did not answer.
   */
  findPosted(channel: string, occurrence: string, sinceMs: number): Promise<string | null | 'unknown'>;
}

const EVENT_TYPE = 'planned_message';
const PAGE_SIZE = 200;
const MAX_PAGES = 20;

export function createOutbox(parts: SlackParts): Outbox {
  return {
    postDigest: (channel, digest, occurrence) =>
      sent(parts, () => postDigest(parts, { channel }, digest, senderOf(occurrence), metadataOf(occurrence))),
    postReport: (channel, reportId, raw, occurrence, scheduleId) => {
      const target = { team: parts.identity().teamId, channel };
      const dressed = (message: Message, { asOf }: ReportResult) => planned(parts, message, asOf, scheduleId);
      const sender = senderOf(occurrence);
      const options = { metadata: metadataOf(occurrence), sender, dressed };
      return sent(parts, () => deliverReport(parts, target, reportId, raw, options));
    },
    findPosted: (channel, occurrence, sinceMs) => findPosted(parts, channel, occurrence, sinceMs),
  };
}

/** Data older than this many days are said to be old. */
const OLD_DAYS = 3;

function planned(
  { state, clock }: SlackParts,
  message: Message,
  asOf: IsoDay,
  scheduleId: string | undefined,
): Message {
  const schedule = state.schedules.list().find(({ id }) => id === scheduleId);
  if (schedule === undefined) return message;
  const ageDays = daysBetween(asOf, dayOf(clock()));
  const stale = ageDays > OLD_DAYS ? { day: formatDay(asOf, dayOf(clock())), ageDays } : null;
  const { id, cron, zone } = schedule;
  return plannedMessage(message, { scheduleId: id, when: cronInWords(cron), zone, stale });
}

async function sent(parts: SlackParts, work: () => Promise<Posted>): Promise<string> {
  try {
    return (await work()).ts;
  } catch (error) {
    throw explain(error, parts.identity().botName) ?? refused(error) ?? error;
  }
}

/** A refusal in a word of Slack's that has no sentence of ours yet: nothing was posted. */
function refused(error: unknown): UserError | null {
  const word = slackErrorOf(error);
  if (word === undefined) return null;
  const message = `Slack refused the message (${word}).`;
  return new UserError({ code: 'slack_refused', message, kept: 'Nothing was posted.' }, { cause: error });
}

/** An occurrence begins with the schedule it belongs to. */
function senderOf(occurrence: string): Sender {
  return { actor: `schedule:${occurrence.split('|')[0]}`, occurrence };
}

function metadataOf(occurrence: string): Metadata {
  return { event_type: EVENT_TYPE, event_payload: { occurrence } };
}

/** Slack's words for "this app may not read here"; with any other trouble it may be asked again. */
const MAY_NOT_READ = new Set([
  'access_denied',
  'channel_not_found',
  'missing_scope',
  'not_allowed_token_type',
  'not_in_channel',
  'unknown_method',
]);

async function findPosted(
  parts: SlackParts,
  channel: string,
  occurrence: string,
  sinceMs: number,
): Promise<string | null | 'unknown'> {
  try {
    return await searchHistory(parts, channel, occurrence, (sinceMs / 1000).toFixed(6));
  } catch (error) {
    const word = slackErrorOf(error);
    parts.log.warn('Could not look for a planned message', { channel, error: word ?? String(error) });
    if (word !== undefined && MAY_NOT_READ.has(word)) return 'unknown';
    throw error;
  }
}

/** Page by page: only the end of the history proves that a message is not there. */
async function searchHistory(
  { client }: SlackParts,
  channel: string,
  occurrence: string,
  oldest: string,
): Promise<string | null | 'unknown'> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const request = { channel, oldest, limit: PAGE_SIZE, include_all_metadata: true };
    const reply = await client.conversations.history({ ...request, ...(cursor ? { cursor } : {}) });
    const found = (reply.messages ?? []).find((message) => occurrenceOf(message.metadata) === occurrence);
    if (found?.ts) return found.ts;
    cursor = reply.response_metadata?.next_cursor || undefined;
    if (!cursor) return reply.has_more ? 'unknown' : null;
  }
  return 'unknown';
}

function occurrenceOf(metadata: unknown): unknown {
  const { event_type, event_payload } = (metadata ?? {}) as {
    event_type?: string;
    event_payload?: { occurrence?: unknown };
  };
  return event_type === EVENT_TYPE ? event_payload?.occurrence : undefined;
}
