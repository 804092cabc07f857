// The slash command: a form, help, a digest, or a report right away.
import { helpMessage } from '#blocks/help_message.ts';
import { runAsked } from '../../ask.ts';
import { parseCommand } from '../../command_text.ts';
import { postDigest } from '../../deliver.ts';
import { openPicker } from '../../picker.ts';
import { privately } from '../../post.ts';
import { senderOf } from '../../record.ts';
import type { Turn } from '../../turn.ts';

/** `command` as it is called in this workspace. */
export async function usageReport(turn: Turn, command: string, text: string): Promise<void> {
  const { parts, place } = turn;
  const { core } = parts;
  const asked = parseCommand(
    text,
    core.reports.map((report) => report.id),
  );
  if (asked.kind === 'picker') await openPicker(turn);
  else if (asked.kind === 'help')
    await privately(parts, place, helpMessage({ command, reports: core.reports }));
  else if (asked.kind === 'digest') await postDigest(parts, place, await core.digest(), senderOf(turn));
  else await runAsked(turn, asked, command);
}
