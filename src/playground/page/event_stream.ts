// Server-sent events: every page that is open hears what it may see.
import type { ServerResponse } from 'node:http';
import type { UiEvent } from '../protocol.ts';
import type { Workspace } from '../workspace.ts';

/** Proxies and browsers drop silent connections. */
const HEARTBEAT_MS = 15_000;

export function openStream(
  response: ServerResponse,
  workspace: Workspace,
  user: string,
  isConnected: () => boolean,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: UiEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  const unsubscribe = workspace.subscribe(({ event, to }) => {
    if (to === undefined || to === user) send(event);
  });
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  send({ type: 'connection', appConnected: isConnected() });
}
