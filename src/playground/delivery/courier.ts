// Delivers what happened to the app, tells the person when no answer came in time, and tries events again.
import type { FaultBook } from '../faults.ts';
import type { JsonObject } from '../protocol.ts';
import type { Workspace } from '../workspace.ts';
import type { Carried, Envelope, Transport } from './transport.ts';

/** Slack repeats an unacknowledged event almost at once, after a minute and after five. */
const EVENT_RETRIES_MS = [1000, 60_000, 300_000];

interface Parcel {
  readonly type: Envelope['type'];
  /** For the journal: `slash_commands`, `block_actions`, `app_mention`, ... */
  readonly name: string;
  readonly payload: JsonObject;
  /** Who is told of a failure, and how it begins: 'The button failed'. */
  readonly user: string;
  readonly complaint: string;
}

export interface Ack {
  readonly ok: boolean;
  readonly ms: number;
  readonly error?: string;
  /** What the app sent along, for example `response_action`. */
  readonly body: JsonObject;
}

export interface Courier {
  deliver(parcel: Parcel): Promise<Ack>;
  close(): void;
}

export function makeCourier(
  workspace: Workspace,
  transport: Transport,
  faults: FaultBook,
  deadlineMs: number,
): Courier {
  const timers = new Set<NodeJS.Timeout>();

  const attempt = async (parcel: Parcel, retry?: Envelope['retry']): Promise<Ack> => {
    const id = workspace.newId('X');
    const envelope: Envelope = { type: parcel.type, id, payload: parcel.payload, ...(retry && { retry }) };
    const { name, payload } = parcel;
    workspace.journal({ kind: 'envelope', name, ok: true, envelope_id: id, request: payload });
    const started = performance.now();
    const carried = await transport.carry(envelope, deadlineMs);
    const ack = ackOf(carried, performance.now() - started);
    const error = ack.error === undefined ? {} : { error: ack.error };
    workspace.journal({
      kind: 'ack',
      name,
      ok: ack.ok,
      ms: ack.ms,
      envelope_id: id,
      response: ack.body,
      ...error,
    });
    return ack;
  };

  const retryLater = (parcel: Parcel, number: number) => {
    const wait = EVENT_RETRIES_MS[number - 1];
    if (wait === undefined) return;
    const timer = setTimeout(async () => {
      timers.delete(timer);
      const ack = await attempt(parcel, { attempt: number, reason: 'timeout' });
      if (!ack.ok) retryLater(parcel, number + 1);
    }, wait);
    timers.add(timer);
  };

  return {
    deliver: async (parcel) => {
      const isRepeated = faults.takeSecondDelivery();
      const ack = await attempt(parcel);
      if (isRepeated) void attempt(parcel, { attempt: 1, reason: 'timeout' });
      if (!ack.ok) complain(workspace, parcel, ack.error ?? '', deadlineMs);
      if (!ack.ok && parcel.type === 'events_api') retryLater(parcel, 1);
      return ack;
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function ackOf(carried: Carried, ms: number): Ack {
  return carried.ok
    ? { ok: true, ms, body: carried.body }
    : { ok: false, ms, error: carried.error, body: {} };
}

function complain(workspace: Workspace, parcel: Parcel, error: string, deadlineMs: number): void {
  workspace.toast('error', `${parcel.complaint}: ${reasonOf(error, deadlineMs)}`, parcel.user);
}

function reasonOf(error: string, deadlineMs: number): string {
  if (error === 'operation_timeout') return `the app did not respond within ${deadlineMs / 1000} seconds.`;
  if (error === 'dispatch_failed') return 'the app is not connected.';
  return `the app answered with an error (${error}).`;
}
