// Buttons that lead elsewhere: the form, help, a link, and those this version does not know.
import { helpMessage } from '#blocks/help_message.ts';
import { UserError } from '#src/lib/errors.ts';
import { COMMAND } from '../../deliver.ts';
import { openPicker } from '../../picker.ts';
import { privately } from '../../post.ts';
import type { Turn } from '../../turn.ts';

export async function allReports(turn: Turn): Promise<void> {
  await openPicker(turn);
}

export async function help({ parts, place }: Turn): Promise<void> {
  await privately(parts, place, helpMessage({ command: COMMAND, reports: parts.core.reports }));
}

/** Slack opens the link itself. */
export async function openLink(): Promise<void> {}

export async function unknownAction(): Promise<void> {
  throw new UserError({
    code: 'unknown_action',
    message: 'This button was made by another version of the app.',
    kept: 'Nothing was changed.',
    next: `Run ${COMMAND} again and use the new message.`,
  });
}
