// The page's only way to the server: the state, the stream of events, and what a person did.
import type { JournalEntry, UiEvent, UiPosts, UiReply, WorkspaceView } from '../protocol.ts';

export async function fetchState(user: string): Promise<WorkspaceView> {
  return getJson(`/ui/state?user=${encodeURIComponent(user)}`);
}

export async function fetchJournal(): Promise<readonly JournalEntry[]> {
  return getJson('/ui/journal');
}

export async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The file could not be read (${response.status})`);
  return response.text();
}

async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

/** Told of whatever the server would not even pass on to the app; the app's own failures arrive as toasts. */
let onRefusal: (error: string) => void = () => undefined;

export function listenToRefusals(listener: (error: string) => void): void {
  onRefusal = listener;
}

/** Never throws: a lost connection is an answer like any other. */
export async function post<V extends keyof UiPosts>(verb: V, body: UiPosts[V]): Promise<UiReply> {
  const reply = await exchange(verb, body).catch(() => ({ ok: false, error: 'connection_lost' }) as UiReply);
  if (!reply.ok && reply.ms === undefined) onRefusal(reply.error ?? 'unknown_error');
  return reply;
}

async function exchange(verb: string, body: object): Promise<UiReply> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`/ui/${verb}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as UiReply;
}

export interface StreamHandlers {
  readonly opened: () => void;
  readonly event: (event: UiEvent) => void;
  readonly lost: () => void;
}

/** The browser reconnects by itself; `opened` is called each time, because events in between are not replayed. */
export function openStream(user: string, handlers: StreamHandlers): EventSource {
  const source = new EventSource(`/ui/events?user=${encodeURIComponent(user)}`);
  source.onopen = handlers.opened;
  source.onerror = handlers.lost;
  source.onmessage = (message: MessageEvent<string>) => handlers.event(JSON.parse(message.data) as UiEvent);
  return source;
}
