// Delivery by Socket Mode: tickets, hello, envelopes, acks with a deadline, pings, refresh.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { parseObject } from '../http_body.ts';
import type { NewId } from '../ids.ts';
import type { JsonObject } from '../protocol.ts';
import type { Carried, Envelope, Transport, TransportEvents } from './transport.ts';

const PING_EVERY_MS = 5000;
const GOODBYE_MS = 300;
/** Slack lets an app hold this many connections and sends each envelope to one of them. */
const SOCKET_LIMIT = 10;

export interface SocketTransport extends Transport {
  /** The one-time ticket that goes into the address of a connection. */
  issueTicket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Asks every client to reconnect, as Slack does every few hours. */
  refresh(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
}

interface Waiting {
  readonly resolve: (result: Carried) => void;
  readonly timer: NodeJS.Timeout;
}

export function makeSocketTransport(newId: NewId, events: TransportEvents): SocketTransport {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets: WebSocket[] = [];
  const waiting = new Map<string, Waiting>();
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, PING_EVERY_MS);

  const accept = (socket: WebSocket) => {
    sockets.push(socket);
    socket.on('message', (data) => receiveAck(data.toString(), waiting, events));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      sockets.splice(sockets.indexOf(socket), 1);
      events.onConnection();
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.length, connection_info: {} }));
    events.onConnection();
  };

  return {
    kind: 'socket',
    isConnected: () => sockets.length > 0,
    // An open socket is the sign that counts.
    noticeApp: () => {},
    issueTicket: () => {
      const ticket = newId('K');
      tickets.add(ticket);
      return ticket;
    },
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket) || sockets.length >= SOCKET_LIMIT) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, accept);
    },
    carry: (envelope, deadlineMs) => {
      const socket = sockets.shift();
      if (!socket) return Promise.resolve({ ok: false, error: 'dispatch_failed' });
      sockets.push(socket);
      return sendAndWait(socket, envelope, deadlineMs, waiting);
    },
    refresh: (reason) => {
      const frame = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'playground' } });
      for (const socket of sockets) socket.send(frame);
    },
    close: async () => {
      clearInterval(pings);
      for (const { timer } of waiting.values()) clearTimeout(timer);
      await Promise.all(sockets.map(leave));
      server.close();
    },
  };
}

/** A friendly goodbye, and no waiting for a client that does not return it. */
function leave(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1001);
  });
}

function sendAndWait(
  socket: WebSocket,
  envelope: Envelope,
  deadlineMs: number,
  waiting: Map<string, Waiting>,
): Promise<Carried> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(envelope.id);
      resolve({ ok: false, error: 'operation_timeout' });
    }, deadlineMs);
    waiting.set(envelope.id, { resolve, timer });
    socket.send(JSON.stringify(frameOf(envelope)));
  });
}

function frameOf({ type, id, payload, retry }: Envelope) {
  return {
    envelope_id: id,
    type,
    payload,
    accepts_response_payload: type !== 'events_api',
    ...(retry && { retry_attempt: retry.attempt, retry_reason: retry.reason }),
  };
}

function receiveAck(text: string, waiting: Map<string, Waiting>, events: TransportEvents): void {
  const { envelope_id, payload } = parseObject(text);
  if (typeof envelope_id !== 'string') return;
  const found = waiting.get(envelope_id);
  if (!found) {
    events.onLateAck(envelope_id);
    return;
  }
  clearTimeout(found.timer);
  waiting.delete(envelope_id);
  found.resolve({ ok: true, body: (payload ?? {}) as JsonObject });
}
