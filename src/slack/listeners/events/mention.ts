// A mention or a direct message: what the app can do, and the report nearest to what was asked, one press away.
import { helpMessage } from '#blocks/help_message.ts';
import { mentionReply } from '#blocks/mention_reply.ts';
import { selectionOf } from '#src/copilot/selection/selection_of.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import type { RawParams } from '#src/reports/params.ts';
import type { AnyReport } from '#src/reports/report.ts';
import { type Command, parseCommand } from '../../command_text.ts';
import { COMMAND, postDigest } from '../../deliver.ts';
import { nearestReport } from '../../nearest_report.ts';
import type { SlackParts } from '../../parts.ts';
import { post } from '../../post.ts';
import type { Turn } from '../../turn.ts';

export async function mention({ parts, place }: Turn, text: string): Promise<void> {
  const words = text.replace(/<@[A-Z0-9]+(\|[^>]*)?>/g, ' ').trim();
  const asked = readable(words, parts);
  if (asked?.kind === 'digest') return void (await postDigest(parts, place, await parts.core.digest()));
  if (asked?.kind === 'help')
    return void (await post(parts, place, helpMessage({ command: COMMAND, reports: parts.core.reports })));
  const report = nearestReport(words, parts.core.reports);
  const raw = asked?.kind === 'report' && asked.report === report?.id ? asked.raw : {};
  const nearest = report && { report, value: await valueFor(parts, report, raw) };
  await post(parts, place, mentionReply({ command: COMMAND, nearest }));
}

/** Free text is no mistake here: null when it is not a command. */
function readable(words: string, { core }: SlackParts): Command | null {
  try {
    return parseCommand(
      words,
      core.reports.map((report) => report.id),
    );
  } catch {
    return null;
  }
}

/** With the parameters that were written when they work, without them otherwise. */
async function valueFor({ core }: SlackParts, report: AnyReport, raw: RawParams): Promise<string> {
  const plain = viewTools.pack({ report: report.id })!;
  if (Object.keys(raw).length === 0) return plain;
  try {
    return viewTools.pack(selectionOf({ report, params: await core.resolveParams(raw) })) ?? plain;
  } catch {
    return plain;
  }
}
