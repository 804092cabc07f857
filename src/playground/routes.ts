// Which request goes where: Slack's API, uploads and late answers for the app, everything else for the page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiFailure } from './api_failure.ts';
import type { FaultBook } from './faults.ts';
import { BodyTooLarge, parseObject, readBody, readFile, sendJson, sendText } from './http_body.ts';
import { storeBytes } from './methods/files.ts';
import { sendPageFile } from './page/page_files.ts';
import { getUi, postUi, type UiParts } from './page/page_routes.ts';
import { useResponseUrl } from './responses.ts';
import { makeWebApi } from './web_api.ts';
import type { Workspace } from './workspace.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function makeRoutes(parts: UiParts, faults: FaultBook, openConnection?: () => string): Handler {
  const { workspace, transport } = parts;
  const hooks = { onSuccess: transport.noticeApp, ...(openConnection && { openConnection }) };
  const api = makeWebApi(workspace, faults, hooks);

  const posts: Readonly<Record<string, (name: string, ...io: Parameters<Handler>) => Promise<void>>> = {
    upload: (name, ...io) => upload(workspace, faults, name, ...io),
    response: (name, ...io) => respond(workspace, name, ...io),
    ui: (name, ...io) => postUi(parts, name, ...io),
  };

  const route: Handler = (request, response) => {
    const url = new URL(request.url ?? '/', workspace.settings.url);
    const [, area = '', name = ''] = url.pathname.split('/');
    if (area === 'api') return api.handle(name, request, response, url.searchParams);
    const post = request.method === 'POST' ? posts[area] : undefined;
    if (post) return post(name, request, response);
    if (area === 'ui') return getUi(parts, url, response);
    // Links to messages lead to the page as well.
    return sendPageFile(response, area === '' || area === 'archives' ? 'index.html' : '');
  };

  return async (request, response) => {
    try {
      await route(request, response);
    } catch (error) {
      const isLarge = error instanceof BodyTooLarge;
      if (!response.headersSent)
        sendText(response, isLarge ? 413 : 500, isLarge ? 'Too large.' : String(error));
    }
  };
}

async function upload(
  workspace: Workspace,
  faults: FaultBook,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await readFile(request);
  const fault = faults.take('upload', {});
  const isStored = fault === undefined && storeBytes(workspace, id, bytes);
  const error = isStored ? {} : { error: fault?.error ?? 'unexpected bytes' };
  workspace.journal({
    kind: 'api',
    name: 'upload',
    ok: isStored,
    request: { id, bytes: bytes.byteLength },
    ...error,
  });
  sendText(response, isStored ? 200 : 500, isStored ? `OK - ${bytes.byteLength}` : 'upload failed');
}

async function respond(
  workspace: Workspace,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = parseObject((await readBody(request)).toString('utf8'));
  const error = tryToRespond(workspace, id, body);
  const outcome = error === undefined ? { ok: true } : { ok: false, error };
  workspace.journal({ kind: 'response_url', name: 'response_url', request: body, ...outcome });
  if (error === undefined) return sendText(response, 200, 'ok');
  sendJson(response, error.endsWith('_url') ? 404 : 400, { ok: false, error });
}

function tryToRespond(
  workspace: Workspace,
  id: string,
  body: ReturnType<typeof parseObject>,
): string | undefined {
  try {
    useResponseUrl(workspace, id, body);
    return undefined;
  } catch (error) {
    if (error instanceof ApiFailure) return error.error;
    throw error;
  }
}
