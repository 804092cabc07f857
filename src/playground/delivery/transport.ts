// How something that happened in the workspace reaches the app: the shape of an envelope and of the two ways to carry it.
import type { JsonObject } from '../protocol.ts';

export interface Envelope {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly id: string;
  readonly payload: JsonObject;
  /** Set on a repeated delivery. */
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

/** What came back. `operation_timeout`: nothing within the deadline; `dispatch_failed`: the app could not be reached. */
export type Carried =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly error: string };

export interface Transport {
  readonly kind: 'socket' | 'http';
  isConnected(): boolean;
  /** The app called a method, so it is there. */
  noticeApp(): void;
  carry(envelope: Envelope, deadlineMs: number): Promise<Carried>;
  close(): Promise<void>;
}

export interface TransportEvents {
  readonly onConnection: () => void;
  /** An ack after its deadline: Slack has already told the person that the app did not answer. */
  readonly onLateAck: (envelopeId: string) => void;
}
