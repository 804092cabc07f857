// A mention or a direct message: a report that is named runs, anything else gets what the app can do and the report that comes nearest.
import { helpMessage } from '#blocks/help_message.ts';
import { mentionReply } from '#blocks/mention_reply.ts';
import { UserError } from '#src/lib/errors.ts';
import { buttonValue, reportNear, runAsked } from '../../ask.ts';
import { commandLine } from '../../command_line.ts';
import { type Command, looseCommand, parseCommand, reportNamed } from '../../command_text.ts';
import { COMMAND, postDigest } from '../../deliver.ts';
import { post } from '../../post.ts';
import { senderOf } from '../../record.ts';
import type { Turn } from '../../turn.ts';

/** Throws UserError for a report that is named with filters that cannot be read. */
export async function mention(turn: Turn, text: string): Promise<void> {
  const { parts, place } = turn;
  const { core } = parts;
  const ids = core.reports.map((report) => report.id);
  const words = text.replace(/<@[A-Z0-9]+(\|[^>]*)?>/g, ' ').trim();
  const asked = readable(words, ids);
  if (asked instanceof UserError && asked.code !== 'unknown_word' && reportNamed(words, ids)) throw asked;
  if (asked instanceof UserError) return suggest(turn, words);
  if (asked.kind === 'digest') await postDigest(parts, place, await core.digest(), senderOf(turn));
  else if (asked.kind === 'help')
    await post(parts, place, helpMessage({ command: COMMAND, reports: core.reports }));
  else if (asked.kind === 'report' && ids.includes(asked.report)) await runAsked(turn, asked);
  else await suggest(turn, words);
}

/** Free text is no mistake here. */
function readable(words: string, ids: readonly string[]): Command | UserError {
  try {
    return parseCommand(words, ids);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** The filters that could be made out are kept. */
async function suggest({ parts, place }: Turn, text: string): Promise<void> {
  const { words, raw } = looseCommand(text);
  const report = reportNear(words, parts);
  const nearest = report && {
    report,
    value: await buttonValue(parts, report, raw),
    line: commandLine(COMMAND, report.id, raw),
  };
  await post(parts, place, mentionReply({ command: COMMAND, nearest }));
}
