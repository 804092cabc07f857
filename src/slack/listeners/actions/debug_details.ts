// Debug details: everything behind an answer, for those who may see it; long pieces as files in the thread.
import { type DebugPart, debugDetails } from '#blocks/debug_details.ts';
import type { Trace } from '#src/copilot/answer_types.ts';
import { UserError } from '#src/lib/errors.ts';
import type { SlackParts } from '../../parts.ts';
import { inThread, type Place } from '../../place.ts';
import { post } from '../../post.ts';
import type { Turn } from '../../turn.ts';
import type { Click } from './click.ts';

export async function debugDetailsButton({ parts, place }: Turn, click: Click): Promise<void> {
  if (!parts.access.mayDebug(place.user)) throw notAllowed();
  const trace = parts.state.answers.get(click.value) as Trace | undefined;
  if (trace === undefined) throw notKept(parts.state.answers.keep);
  const thread = inThread(place);
  const { message, files } = debugDetails(trace);
  await post(parts, thread, message);
  if (files.length > 0) await uploadParts(parts, thread, files);
}

async function uploadParts({ client }: SlackParts, { channel, thread }: Place, files: readonly DebugPart[]) {
  await client.files.uploadV2({
    channel_id: channel,
    ...(thread && { thread_ts: thread }),
    initial_comment: files.map((part) => part.title).join(', '),
    file_uploads: files.map((part) => ({
      file: Buffer.from(part.text, 'utf8'),
      filename: part.file,
      title: part.title,
    })),
  } as never);
}

function notAllowed(): UserError {
  return new UserError({
    code: 'not_allowed',
    message: 'Debug details show SQL and prompts, so only the administrators of this app see them.',
    next: 'Ask one of them to press the button, or to add you to COPILOT_ADMINS.',
  });
}

function notKept(keep: number): UserError {
  return new UserError({
    code: 'answer_not_kept',
    message: `What stood behind this answer is no longer kept: only the last ${keep} answers are.`,
    next: 'Press the chip again; the same data give the same answer.',
  });
}
