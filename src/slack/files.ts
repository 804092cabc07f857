// Long pieces of evidence as files in the thread.
import type { DebugPart } from '#blocks/debug_details.ts';
import type { SlackParts } from './parts.ts';
import type { Place } from './place.ts';

export async function uploadParts(
  { client }: SlackParts,
  { channel, thread }: Place,
  files: readonly DebugPart[],
): Promise<void> {
  if (files.length === 0) return;
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
