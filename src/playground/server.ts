// The playground: a Slack workspace on this machine, for people without tokens and for tests.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '#src/lib/errors.ts';
import { requireTypes } from './blocks.ts';
import { makeCourier } from './delivery/courier.ts';
import { makeHttpTransport } from './delivery/http.ts';
import { makeSocketTransport, type SocketTransport } from './delivery/socket.ts';
import type { Transport, TransportEvents } from './delivery/transport.ts';
import { type Faults, makeFaults } from './faults.ts';
import { type Human, makeHuman } from './human.ts';
import { isAllowed, protect } from './loopback_only.ts';
import type { SlashCommandView } from './protocol.ts';
import { makeRoutes } from './routes.ts';
import { seedState } from './seed.ts';
import type { Channel, State } from './state.ts';
import { APP_TOKEN, BOT_TOKEN } from './web_api.ts';
import { makeWorkspace, type ValidateBlocks, type Workspace } from './workspace.ts';

type Deliver =
  | { readonly kind: 'socket' }
  /** `url`: where the app listens, for example http://127.0.0.1:3001/slack/events. */
  | { readonly kind: 'http'; readonly url: string; readonly signingSecret: string };

export interface PlaygroundOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly deliver: Deliver;
  /** Bot scopes of the app's manifest: a call beyond them fails as it would in a real workspace. */
  readonly manifestScopes: readonly string[];
  /** For the page's autocomplete; when given, other commands are refused. */
  readonly commands?: readonly SlashCommandView[];
  readonly appName?: string;
  readonly validateBlocks?: ValidateBlocks;
  readonly clock?: () => Date;
  /** Called when somebody moves the workspace's clock. */
  readonly onClock?: (now: Date) => void;
  readonly fileReadyAfterMs?: number;
  /** Three seconds at Slack; shorter in tests. */
  readonly ackDeadlineMs?: number;
}

export interface Playground {
  readonly url: string;
  readonly slackApiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly human: Human;
  readonly faults: Faults;
  state(): State;
  now(): Date;
  setClock(now: Date): void;
  /** A person's id by handle, `maya`. */
  user(name: string): string;
  /** A public channel by name, or a direct message by its person's handle. */
  channel(name: string): Channel;
  /** Resolves when the app is there. */
  whenConnected(timeoutMs?: number): Promise<void>;
  /** Makes the app reconnect, as Slack does every few hours (Socket Mode only). */
  refreshSockets(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  close(): Promise<void>;
}

const DEMO_SECRET = 'playground-signing-secret';

export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const server = createServer();
  const url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const workspace = openWorkspace(options, url);
  const faults = makeFaults();
  const { transport, sockets } = makeTransport(options.deliver, workspace);
  const courier = makeCourier(workspace, transport, faults, options.ackDeadlineMs ?? 3000);
  const human = makeHuman(workspace, courier);
  const openConnection =
    sockets && (() => `${url.replace('http', 'ws')}/link?ticket=${sockets.issueTicket()}`);
  const routes = makeRoutes({ workspace, transport, human }, faults, openConnection);
  serve(server, routes, sockets);
  return {
    url,
    slackApiUrl: `${url}/api/`,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: options.deliver.kind === 'http' ? options.deliver.signingSecret : DEMO_SECRET,
    human,
    faults,
    ...accessors(workspace),
    setClock: workspace.setNow,
    whenConnected: (timeoutMs) => whenConnected(transport, human, timeoutMs),
    refreshSockets: (reason = 'refresh_requested') => sockets?.refresh(reason),
    close: async () => {
      courier.close();
      await transport.close();
      await stop(server);
    },
  };
}

function openWorkspace(options: PlaygroundOptions, url: string): Workspace {
  const clock = options.clock ?? (() => new Date());
  const seed = seedState({
    appName: options.appName ?? 'Usage Copilot',
    commands: options.commands ?? [],
    now: clock(),
  });
  return makeWorkspace(seed, clock, {
    url,
    scopes: options.manifestScopes,
    validateBlocks: options.validateBlocks ?? requireTypes,
    fileReadyAfterMs: options.fileReadyAfterMs ?? 0,
    onClock: options.onClock ?? (() => {}),
  });
}

function makeTransport(
  deliver: Deliver,
  workspace: Workspace,
): { transport: Transport; sockets?: SocketTransport } {
  const events: TransportEvents = {
    onConnection: () => workspace.announce({ type: 'connection', appConnected: transport.isConnected() }),
    onLateAck: (envelope_id) =>
      workspace.journal({ kind: 'ack', name: 'late ack', ok: false, error: 'too_late', envelope_id }),
  };
  const sockets = deliver.kind === 'socket' ? makeSocketTransport(workspace.newId, events) : undefined;
  const transport: Transport =
    sockets ?? makeHttpTransport(deliver as Extract<Deliver, { kind: 'http' }>, events);
  return sockets ? { transport, sockets } : { transport };
}

type Routes = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function serve(server: Server, routes: Routes, sockets: SocketTransport | undefined): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (protect(request, response)) void routes(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (sockets && isAllowed(request)) sockets.upgrade(request, socket, head);
    else socket.destroy();
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isBusy = cause.code === 'EADDRINUSE';
      const message = isBusy ? `Port ${port} is already in use.` : `Port ${port} cannot be opened.`;
      const next = 'Stop the program that uses it, or choose another with PORT.';
      reject(new UserError({ message, next, code: isBusy ? 'port_busy' : 'port_refused' }, { cause }));
    });
    // Loopback only: anyone who reaches this server may act as anyone in it.
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Streams and keep-alive connections would hold the server open for ever. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function accessors(workspace: Workspace) {
  const user = (name: string) => workspace.state().users.find((u) => u.name === name)?.id ?? '';
  const channel = (name: string) => {
    const found = workspace
      .state()
      .channels.find((c) => (c.dm_user ? c.dm_user === user(name) : c.name === name));
    if (!found)
      throw new UserError({ message: `The playground has no channel "${name}".`, code: 'unknown_channel' });
    return found;
  };
  return { state: workspace.state, now: workspace.now, user, channel };
}

async function whenConnected(transport: Transport, human: Human, timeoutMs?: number): Promise<void> {
  if (transport.isConnected()) return;
  await human.waitForEvent((event) => event.type === 'connection' && event.appConnected, timeoutMs);
}
