// Delivery by HTTP: the payloads of Socket Mode as signed POSTs to the app's /slack/events.
import { createHmac } from 'node:crypto';
import { parseObject } from '../http_body.ts';
import type { JsonObject } from '../protocol.ts';
import type { Carried, Envelope, Transport, TransportEvents } from './transport.ts';

interface HttpTarget {
  readonly url: string;
  readonly signingSecret: string;
}

export function makeHttpTransport(
  target: HttpTarget,
  events: Pick<TransportEvents, 'onConnection'>,
): Transport {
  const closing = new AbortController();
  let isReachable = false;
  const setReachable = (value: boolean) => {
    const isNew = value !== isReachable;
    isReachable = value;
    if (isNew) events.onConnection();
  };
  return {
    kind: 'http',
    isConnected: () => isReachable,
    noticeApp: () => setReachable(true),
    carry: async (envelope, deadlineMs) => {
      const result = await post(
        target,
        envelope,
        AbortSignal.any([AbortSignal.timeout(deadlineMs), closing.signal]),
      );
      setReachable(result.ok || result.error !== 'dispatch_failed');
      return result;
    },
    close: async () => closing.abort(),
  };
}

async function post(target: HttpTarget, envelope: Envelope, signal: AbortSignal): Promise<Carried> {
  const { body, type } = encode(envelope);
  // Receivers refuse a timestamp more than five minutes off, so this is the wall clock and not the workspace's.
  const headers = { 'content-type': type, ...signature(target, body, Date.now()), ...retryHeaders(envelope) };
  try {
    const response = await fetch(target.url, { method: 'POST', body, headers, signal, redirect: 'error' });
    const text = await response.text();
    if (!response.ok) return { ok: false, error: `http_error_${response.status}` };
    return { ok: true, body: ackBody(text) };
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return { ok: false, error: isTimeout ? 'operation_timeout' : 'dispatch_failed' };
  }
}

/** Slash commands are form fields, interactions one field with JSON, events plain JSON. */
function encode({ type, payload }: Envelope): { body: string; type: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields =
    type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}

function signature(target: HttpTarget, body: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const digest = createHmac('sha256', target.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}

function retryHeaders({ retry }: Envelope): Record<string, string> {
  return retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {};
}

/** An ack may be empty, plain text or JSON. */
function ackBody(text: string): JsonObject {
  if (text === '') return {};
  const body = parseObject(text);
  return Object.keys(body).length > 0 || text.trim() === '{}' ? body : { text };
}
