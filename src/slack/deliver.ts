// Puts reports and digests into a channel; a failed chart costs the picture, never the message.
import { digestMessage } from '#blocks/digest_message.ts';
import { reportMessage } from '#blocks/report_message.ts';
import type { Message } from '#blocks/room.ts';
import type { Digest } from '#src/copilot/answer_types.ts';
import { selectionOf } from '#src/copilot/selection/selection_of.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { emptyReport } from '#src/reports/empty_report.ts';
import { quote } from '#src/reports/line.ts';
import type { RawParams } from '#src/reports/params.ts';
import type { ReportResult } from '#src/reports/report.ts';
import type { SlackParts } from './parts.ts';
import { withPicture } from './picture.ts';
import type { Place } from './place.ts';
import { type Metadata, type Posted, post } from './post.ts';

export const COMMAND = '/usage-report';

export type Target = Pick<Place, 'team' | 'channel' | 'thread'>;

export interface ReportOptions {
  readonly metadata?: Metadata;
  /** What is put around the report. */
  readonly dressed?: (message: Message, result: ReportResult) => Message;
}

/** Runs a report and posts it. Throws UserError for impossible parameters, for a report without rows, and what Slack answers. */
export async function deliverReport(
  parts: SlackParts,
  target: Target,
  reportId: string,
  raw: RawParams,
  options: ReportOptions = {},
): Promise<Posted> {
  const { core } = parts;
  const report = core.reportById(reportId);
  const { params, said } = await core.readParams(raw);
  const result = withSaid(await core.runReport(report, params), said);
  // Nothing to show is one person's business; a planned message says so where it is expected.
  if (result.rows.length === 0 && options.metadata === undefined) throw emptyReport(result);
  const selection = selectionOf(result);
  const chips = core.reportChips();
  const { dressed = (message: Message) => message } = options;
  return withPicture(parts, target.team, result, (picture) =>
    post(
      parts,
      target,
      dressed(reportMessage({ result, selection, chips, picture, command: COMMAND }, viewTools), result),
      options.metadata,
    ),
  );
}

/** How the request was read stands among the remarks; it is no part of the report's hash. */
function withSaid(result: ReportResult, said: string | null): ReportResult {
  return said === null ? result : { ...result, notes: [[quote(said)], ...result.notes] };
}

export async function postDigest(
  parts: SlackParts,
  target: Pick<Place, 'channel' | 'thread'>,
  digest: Digest,
  metadata?: Metadata,
): Promise<Posted> {
  return post(parts, target, digestMessage(digest, viewTools), metadata);
}
