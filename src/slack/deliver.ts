// Puts reports and digests into a channel; a failed chart costs the picture, never the message.
import { digestMessage } from '#blocks/digest_message.ts';
import { reportMessage } from '#blocks/report_message.ts';
import type { Message } from '#blocks/room.ts';
import type { Digest } from '#src/copilot/answer_types.ts';
import type { MessageBody, Sender } from '#src/copilot/audit/record_message.ts';
import { selectionOf } from '#src/copilot/selection/selection_of.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { emptyReport } from '#src/reports/empty_report.ts';
import { plainText, quote } from '#src/reports/line.ts';
import type { RawParams } from '#src/reports/params.ts';
import type { ReportResult } from '#src/reports/report.ts';
import type { SlackParts } from './parts.ts';
import { withPicture } from './picture.ts';
import type { Place } from './place.ts';
import { type Metadata, type Posted, post } from './post.ts';
import { keepMessage, keepPosted } from './record.ts';

export const COMMAND = '/usage-report';

export type Target = Pick<Place, 'team' | 'channel' | 'thread'>;

export interface ReportOptions {
  readonly metadata?: Metadata;
  /** A planned report is kept in the log of answers. */
  readonly sender?: Sender;
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
  const { dressed = (message: Message) => message, sender } = options;
  const send = () =>
    withPicture(parts, target.team, result, (picture) =>
      post(
        parts,
        target,
        dressed(reportMessage({ result, selection, chips, picture, command: COMMAND }, viewTools), result),
        options.metadata,
      ),
    );
  return sender === undefined ? send() : keptWith(parts, sender, reportKept(result), send);
}

interface Kept {
  readonly entity: string;
  readonly body: MessageBody;
}

function reportKept({ report, finding, asOf, hash }: ReportResult): Kept {
  const template = `${report.id}@${report.version}`;
  const body = { message: 'report' as const, template, text: plainText(finding), asOf, answerHash: hash };
  return { entity: `report:${report.id}`, body };
}

function digestKept({ headline, changes, asOf, hash }: Digest): Kept {
  const text = [headline, ...changes.map((change) => change.line)].map(plainText).join('\n');
  const body = { message: 'digest' as const, template: 'digest', text, asOf, answerHash: hash };
  return { entity: 'report:digest', body };
}

/** Kept before it is sent: a message whose posting stays unclear is in the log as well, without its place. */
async function keptWith(
  parts: SlackParts,
  sender: Sender,
  { entity, body }: Kept,
  send: () => Promise<Posted>,
): Promise<Posted> {
  const id = keepMessage(parts, sender, entity, body);
  const posted = await send();
  keepPosted(parts, id, sender.actor, posted);
  return posted;
}

/** How the request was read stands among the remarks; it is no part of the report's hash. */
function withSaid(result: ReportResult, said: string | null): ReportResult {
  return said === null ? result : { ...result, notes: [[quote(said)], ...result.notes] };
}

export async function postDigest(
  parts: SlackParts,
  target: Pick<Place, 'channel' | 'thread'>,
  digest: Digest,
  sender: Sender,
  metadata?: Metadata,
): Promise<Posted> {
  return keptWith(parts, sender, digestKept(digest), () =>
    post(parts, target, digestMessage(digest, viewTools), metadata),
  );
}
