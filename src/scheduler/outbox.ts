// The port to where planned messages go. Whoever puts the app together binds it to a workspace.
import type { Digest } from '#src/copilot/answer_types.ts';
import type { RawParams } from '#src/reports/params.ts';

export interface Outbox {
  /** The id of the message in its channel. `occurrence` is kept with the message, so that it can be found again. */
  postDigest(channel: string, digest: Digest, occurrence: string): Promise<string>;
  /** `scheduleId`: what a reader who wants no more of it ends. */
  postReport(
    channel: string,
    reportId: string,
    raw: RawParams,
    occurrence: string,
    scheduleId: string,
  ): Promise<string>;
  /**
   * Looks for a message that may have been posted before a crash: its id, null when it certainly is not there, 'unknown' when the app
   * may not read the channel. `sinceMs`: not older than this instant. Throws when the look-up itself failed; it is then tried again.
   */
  findPosted(channel: string, occurrence: string, sinceMs: number): Promise<string | null | 'unknown'>;
  /** Why a post failed, in words for people, when nothing can have been posted; null when the message may be out all the same. */
  refusal(error: unknown): string | null;
}
