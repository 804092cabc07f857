// files.*: the three steps of an upload, and Slack's processing afterwards.
import { z } from 'zod';
import { ApiFailure } from '../api_failure.ts';
import { postMessage } from '../messages.ts';
import type { JsonObject } from '../protocol.ts';
import type { StoredFile } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { blockList, joinedChannel, json, type MethodTable, method } from './method.ts';

const MIMETYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  csv: 'text/csv',
  json: 'application/json',
};

const completion = z.object({
  files: json(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
  channel_id: z.string().optional(),
  thread_ts: z.string().optional(),
  initial_comment: z.string().optional(),
  blocks: blockList.optional(),
});

export const fileMethods: MethodTable = {
  'files.getUploadURLExternal': method(
    'files:write',
    z.object({ filename: z.string().min(1), length: z.coerce.number().int().positive() }),
    (args, workspace) => {
      const file = announce(workspace, args.filename, args.length);
      return { upload_url: `${workspace.settings.url}/upload/${file.id}`, file_id: file.id };
    },
  ),
  'files.completeUploadExternal': method('files:write', completion, (args, workspace) => {
    const channel = args.channel_id === undefined ? undefined : joinedChannel(workspace, args.channel_id);
    const files = args.files.map(({ id, title }) => complete(workspace, id, title));
    if (channel) {
      const text = args.initial_comment ?? '';
      const blocks = text === '' ? args.blocks : undefined;
      const shown = files.map(publicPart);
      postMessage(workspace, {
        channel,
        text,
        blocks,
        thread_ts: args.thread_ts,
        files: shown,
        subtype: 'file_share',
      });
    }
    return { files: files.map((file) => fileJson(file)) };
  }),
  'files.info': method('files:read', z.object({ file: z.string() }), ({ file }, workspace) => {
    return { file: fileJson(knownFile(workspace, file)) };
  }),
};

function announce(workspace: Workspace, name: string, size: number): StoredFile {
  const id = workspace.newId('F');
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  const file: StoredFile = {
    id,
    name,
    title: name,
    mimetype: MIMETYPES[extension] ?? 'text/plain',
    size,
    url: `/ui/file/${id}`,
    bytes: new Uint8Array(),
    stage: 'announced',
    ready_at: 0,
  };
  workspace.dispatch({ kind: 'file_set', file });
  return file;
}

/** The second step: the bytes. False when they are not what was announced. */
export function storeBytes(workspace: Workspace, id: string, bytes: Uint8Array): boolean {
  const file = workspace.state().files[id];
  if (file?.stage !== 'announced' || bytes.byteLength !== file.size) return false;
  workspace.dispatch({ kind: 'file_set', file: { ...file, bytes, stage: 'uploaded' } });
  return true;
}

function complete(workspace: Workspace, id: string, title: string | undefined): StoredFile {
  const file = knownFile(workspace, id);
  if (file.stage === 'announced') throw new ApiFailure('file_not_found');
  const ready_at = performance.now() + workspace.settings.fileReadyAfterMs;
  const done: StoredFile = { ...file, title: title ?? file.name, stage: 'complete', ready_at };
  workspace.dispatch({ kind: 'file_set', file: done });
  return done;
}

function knownFile(workspace: Workspace, id: string): StoredFile {
  const file = workspace.state().files[id];
  if (!file) throw new ApiFailure('file_not_found');
  return file;
}

function publicPart({ id, name, title, mimetype, size, url }: StoredFile) {
  return { id, name, title, mimetype, size, url };
}

/** The mimetype stays empty until processing is over: the sign apps poll for. */
function fileJson(file: StoredFile): JsonObject {
  const isReady = file.ready_at <= performance.now();
  return { ...publicPart(file), mimetype: isReady ? file.mimetype : '' };
}
