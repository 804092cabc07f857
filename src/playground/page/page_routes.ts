// What the page asks for: the state, the stream, files, and what a person did.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiFailure } from '../api_failure.ts';
import type { Ack } from '../delivery/courier.ts';
import type { Transport } from '../delivery/transport.ts';
import { parseObject, readBody, sendJson, sendText } from '../http_body.ts';
import type { Human } from '../human.ts';
import type { UiReply } from '../protocol.ts';
import type { Workspace } from '../workspace.ts';
import { openStream } from './event_stream.ts';
import { sendPageFile } from './page_files.ts';
import { viewFor } from './ui_events.ts';
import { isUiVerb, parsePost, type UiVerb } from './ui_posts.ts';

export interface UiParts {
  readonly workspace: Workspace;
  readonly transport: Transport;
  readonly human: Human;
}

/** Pictures a browser only ever draws; everything else goes out as plain text, so that an upload cannot run as a page. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif']);

export async function getUi(parts: UiParts, url: URL, response: ServerResponse): Promise<void> {
  const { workspace, transport } = parts;
  const path = url.pathname.replace(/^\/ui\//, '');
  if (path === 'state') return sendJson(response, 200, stateOf(parts, url));
  if (path === 'events') {
    return openStream(response, workspace, userOf(workspace, url), transport.isConnected);
  }
  if (path === 'journal') return sendJson(response, 200, workspace.state().journal);
  if (path.startsWith('file/')) return sendUpload(workspace, path.slice('file/'.length), response);
  return sendPageFile(response, path);
}

/** Without a person the first one looks. */
function userOf(workspace: Workspace, url: URL): string {
  const people = workspace.state().users.filter((u) => !u.is_app);
  const asked = people.find((u) => u.id === url.searchParams.get('user'));
  return (asked ?? people[0])?.id ?? '';
}

function stateOf({ workspace, transport }: UiParts, url: URL) {
  return viewFor(userOf(workspace, url), workspace.state(), {
    appConnected: transport.isConnected(),
    delivery: transport.kind,
    now: workspace.now().toISOString(),
  });
}

function sendUpload(workspace: Workspace, id: string, response: ServerResponse): void {
  const file = workspace.state().files[id];
  if (!file || file.stage === 'announced') {
    sendText(response, 404, 'There is no such file.');
    return;
  }
  const type = DRAWN.has(file.mimetype) ? file.mimetype : 'text/plain; charset=utf-8';
  response.writeHead(200, { 'content-type': type, 'content-length': file.bytes.byteLength });
  response.end(file.bytes);
}

export async function postUi(
  parts: UiParts,
  verb: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = parseObject((await readBody(request)).toString('utf8'));
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  if (!isUiVerb(verb) || !isJson) return sendJson(response, 404, { ok: false, error: 'unknown_request' });
  const reply = await replyTo(parts, verb, body);
  sendJson(response, reply ? 200 : 400, reply ?? { ok: false, error: 'invalid_body' });
}

/** Undefined when the body does not fit the verb. */
async function replyTo(parts: UiParts, verb: UiVerb, body: unknown): Promise<UiReply | undefined> {
  try {
    const ack = await doIt(parts, verb, body);
    return ack && { ok: ack.ok, ms: ack.ms, ...(ack.error !== undefined && { error: ack.error }) };
  } catch (error) {
    if (error instanceof ApiFailure) return { ok: false, error: error.error };
    throw error;
  }
}

async function doIt(parts: UiParts, verb: UiVerb, body: unknown): Promise<Ack | undefined> {
  const { human } = parts;
  const when = <V extends UiVerb>(
    name: V,
    act: (post: NonNullable<ReturnType<typeof parsePost<V>>>) => Promise<Ack>,
  ) => {
    const post = parsePost(name, body);
    return post && act(post);
  };
  switch (verb) {
    case 'slash':
      return when('slash', human.slash);
    case 'message':
      // The message itself is posted in any case; that the app missed it is told by a toast.
      return when('message', async (post) => ({ ...(await human.message(post)), ok: true }));
    case 'action':
      return when('action', human.action);
    case 'view_action':
      return when('view_action', human.viewAction);
    case 'view_submit':
      return when('view_submit', human.submitView);
    case 'view_close':
      return when('view_close', human.closeView);
    case 'clock':
      return when('clock', ({ now }) => setClock(parts.workspace, new Date(now)));
  }
}

async function setClock(workspace: Workspace, now: Date): Promise<Ack> {
  workspace.setNow(now);
  return { ok: true, ms: 0, body: {} };
}
