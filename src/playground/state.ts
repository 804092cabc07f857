// Everything the workspace remembers, and the one function that changes it.
import type {
  ChannelView,
  FileView,
  JournalEntry,
  JsonObject,
  MessageView,
  ModalView,
  SlashCommandView,
  UserView,
} from './protocol.ts';

export interface Message extends MessageView {
  readonly metadata?: JsonObject;
}

export interface Channel extends ChannelView {
  /** The person on the other side of a direct message with the app. */
  readonly dm_user?: string;
}

export interface StoredFile extends FileView {
  readonly bytes: Uint8Array;
  /** Announced, then filled, then completed by the app; only a completed file can be shown. */
  readonly stage: 'announced' | 'uploaded' | 'complete';
  /** Monotonic milliseconds from which Slack's processing counts as done. */
  readonly ready_at: number;
}

export interface Modal extends ModalView {
  /** The view as the app sent it. */
  readonly source: JsonObject;
  readonly root_id: string;
  readonly previous_id?: string;
}

/** Where the app may answer later: 5 times within 30 minutes. */
export interface ResponseUrl {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed; none for a slash command. */
  readonly source_ts?: string;
  readonly thread_ts?: string;
  readonly issued_ms: number;
  readonly uses: number;
}

export interface Trigger {
  readonly user: string;
  readonly issued_at: number;
  readonly used: boolean;
}

type ById<T> = { readonly [id: string]: T };

export interface State {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: { readonly id: string; readonly name: string; readonly user: string; readonly bot: string };
  readonly commands: readonly SlashCommandView[];
  readonly users: readonly UserView[];
  readonly channels: readonly Channel[];
  /** All channels together, oldest first. */
  readonly messages: readonly Message[];
  readonly files: ById<StoredFile>;
  /** Per person, bottom first. */
  readonly modals: ById<readonly Modal[]>;
  readonly homes: ById<JsonObject>;
  readonly response_urls: ById<ResponseUrl>;
  readonly triggers: ById<Trigger>;
  readonly journal: readonly JournalEntry[];
}

export type Change =
  | { readonly kind: 'message_posted'; readonly message: Message }
  | { readonly kind: 'message_changed'; readonly message: Message }
  | { readonly kind: 'message_deleted'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'channel_changed'; readonly channel: Channel }
  | { readonly kind: 'modals_set'; readonly user: string; readonly modals: readonly Modal[] }
  | { readonly kind: 'home_set'; readonly user: string; readonly view: JsonObject }
  | { readonly kind: 'file_set'; readonly file: StoredFile }
  | { readonly kind: 'response_url_set'; readonly id: string; readonly value: ResponseUrl }
  | { readonly kind: 'trigger_set'; readonly id: string; readonly value: Trigger }
  | { readonly kind: 'journal_added'; readonly entry: JournalEntry };

/** The inspector shows recent traffic; older entries go. */
const JOURNAL_LIMIT = 1000;

export function reduce(state: State, change: Change): State {
  switch (change.kind) {
    case 'message_posted':
      return { ...state, messages: withReply([...state.messages, change.message], change.message) };
    case 'message_changed':
      return {
        ...state,
        messages: state.messages.map((m) => (isSame(m, change.message) ? change.message : m)),
      };
    case 'message_deleted':
      return { ...state, messages: withoutMessage(state.messages, change) };
    case 'channel_changed':
      return {
        ...state,
        channels: state.channels.map((c) => (c.id === change.channel.id ? change.channel : c)),
      };
    case 'modals_set':
      return { ...state, modals: { ...state.modals, [change.user]: change.modals } };
    case 'home_set':
      return { ...state, homes: { ...state.homes, [change.user]: change.view } };
    case 'file_set':
      return { ...state, files: { ...state.files, [change.file.id]: change.file } };
    case 'response_url_set':
      return { ...state, response_urls: { ...state.response_urls, [change.id]: change.value } };
    case 'trigger_set':
      return { ...state, triggers: { ...state.triggers, [change.id]: change.value } };
    case 'journal_added':
      return { ...state, journal: [...state.journal, change.entry].slice(-JOURNAL_LIMIT) };
  }
}

type MessageKey = { readonly channel: string; readonly ts: string };

function isSame(a: MessageKey, b: MessageKey): boolean {
  return a.channel === b.channel && a.ts === b.ts;
}

/** A private message does not count as a reply: nobody else could see what was counted. */
function isReplyTo(root: Message, message: Message): boolean {
  return root.channel === message.channel && root.ts === message.thread_ts && !message.ephemeralFor;
}

function withReply(messages: readonly Message[], reply: Message): readonly Message[] {
  if (!reply.thread_ts) return messages;
  return messages.map((m) =>
    isReplyTo(m, reply) ? { ...m, reply_count: m.reply_count + 1, latest_reply: reply.ts } : m,
  );
}

function withoutMessage(messages: readonly Message[], key: MessageKey): readonly Message[] {
  const gone = messages.find((m) => isSame(m, key));
  const kept = messages.filter((m) => m !== gone);
  if (!gone?.thread_ts) return kept;
  return kept.map((m) => (isReplyTo(m, gone) ? { ...m, reply_count: m.reply_count - 1 } : m));
}

export function findMessage(state: State, channel: string, ts: string): Message | undefined {
  return state.messages.find((m) => isSame(m, { channel, ts }));
}

export function findModal(state: State, viewId: string): Modal | undefined {
  return Object.values(state.modals)
    .flat()
    .find((modal) => modal.id === viewId);
}

/** A channel by id or name, or a person's direct message by the person's id. */
export function findChannel(state: State, key: string): Channel | undefined {
  const name = key.replace(/^#/, '');
  return state.channels.find(
    (c) => c.id === key || c.dm_user === key || (c.kind === 'channel' && c.name === name),
  );
}

/** Who is in a channel: everyone in a public one, two in a direct message; the app where it was invited. */
export function membersOf(state: State, channel: Channel): readonly string[] {
  const people = state.users.filter((u) => !u.is_app && (!channel.dm_user || u.id === channel.dm_user));
  return [...people.map((u) => u.id), ...(channel.app_is_member ? [state.app.user] : [])];
}
