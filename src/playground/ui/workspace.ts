// What the page knows, and how an event of the server changes it: pure, so that it can be tested without a browser.
import type {
  ChannelView,
  JournalEntry,
  MessageView,
  ModalView,
  UiEvent,
  UserView,
  WorkspaceView,
} from '../protocol.ts';
import { WORKSPACE_USER } from './built_in.ts';

export interface UiState {
  readonly workspace: WorkspaceView | null;
  /** False while the page has lost the server. */
  readonly online: boolean;
  readonly channel: string;
  /** Root ts of the thread on the right. */
  readonly thread: string | null;
  /** On a phone the list of channels is a page of its own. */
  readonly sidebarOpen: boolean;
  readonly inspector: InspectorView | null;
  readonly journal: readonly JournalEntry[];
  /** Newest ts seen, by channel. */
  readonly seen: Readonly<Record<string, string>>;
  readonly modalErrors: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Milliseconds the workspace's clock is ahead of the browser's. */
  readonly clockAhead: number;
}

export type InspectorView =
  | { readonly tab: 'journal' }
  | { readonly tab: 'message'; readonly channel: string; readonly ts: string };

export const emptyState: UiState = {
  workspace: null,
  online: true,
  channel: '',
  thread: null,
  sidebarOpen: false,
  inspector: null,
  journal: [],
  seen: {},
  modalErrors: {},
  clockAhead: 0,
};

/** The journal is for looking at what just happened; older entries stay on the server. */
const journalLimit = 400;

export function withSnapshot(state: UiState, workspace: WorkspaceView, browserMs: number): UiState {
  const known = workspace.channels.some((one) => one.id === state.channel);
  const channel = known ? state.channel : (workspace.channels[0]?.id ?? '');
  const messages = keepUnchanged(state.workspace?.messages ?? [], workspace.messages);
  const next = { ...state, workspace: { ...workspace, messages }, channel, online: true };
  const seen = state.workspace === null ? newestByChannel(messages) : state.seen;
  const threadKept = messages.some((one) => one.channel === channel && one.ts === state.thread);
  const clockAhead = Date.parse(workspace.now) - browserMs;
  return markSeen({ ...next, seen, thread: threadKept ? state.thread : null, clockAhead });
}

/** Equal messages keep their identity, so that what is drawn for them (an open menu, say) stays. */
function keepUnchanged(
  before: readonly MessageView[],
  after: readonly MessageView[],
): readonly MessageView[] {
  const old = new Map(before.map((one) => [messageKey(one), one]));
  return after.map((one) => {
    const same = old.get(messageKey(one));
    return same && JSON.stringify(same) === JSON.stringify(one) ? same : one;
  });
}

export function messageKey(message: { readonly channel: string; readonly ts: string }): string {
  return `${message.channel}/${message.ts}`;
}

function newestByChannel(messages: readonly MessageView[]): Readonly<Record<string, string>> {
  const newest: Record<string, string> = {};
  for (const { channel, ts } of messages) if (ts > (newest[channel] ?? '')) newest[channel] = ts;
  return newest;
}

/** Whatever is in the open channel counts as seen. */
export function markSeen(state: UiState): UiState {
  const newest = newestByChannel(state.workspace?.messages ?? [])[state.channel];
  if (newest === undefined || newest === state.seen[state.channel]) return state;
  return { ...state, seen: { ...state.seen, [state.channel]: newest } };
}

export function withEvent(state: UiState, event: UiEvent, browserMs: number): UiState {
  if (event.type === 'journal') return { ...state, journal: upsertEntry(state.journal, [event.entry]) };
  const { workspace } = state;
  if (workspace === null) return state;
  if (event.type === 'view_errors')
    return { ...state, modalErrors: { ...state.modalErrors, [event.view_id]: event.errors } };
  if (event.type === 'clock') return { ...state, clockAhead: Date.parse(event.now) - browserMs };
  const next = changeWorkspace(workspace, event);
  if (next === workspace) return state;
  return markSeen({ ...state, workspace: next, thread: threadAfter(state.thread, state.channel, event) });
}

function threadAfter(thread: string | null, channel: string, event: UiEvent): string | null {
  const deleted = event.type === 'message_deleted' && event.channel === channel && event.ts === thread;
  return deleted ? null : thread;
}

export function upsertEntry(
  journal: readonly JournalEntry[],
  entries: readonly JournalEntry[],
): readonly JournalEntry[] {
  const byId = new Map([...journal, ...entries].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => a.id - b.id).slice(-journalLimit);
}

function changeWorkspace(workspace: WorkspaceView, event: UiEvent): WorkspaceView {
  switch (event.type) {
    case 'message_posted':
    case 'message_changed':
    case 'ephemeral':
      return { ...workspace, messages: upsertMessage(workspace.messages, event.message) };
    case 'message_deleted':
      return { ...workspace, messages: withoutMessage(workspace.messages, event.channel, event.ts) };
    case 'modal_opened':
    case 'modal_updated':
      return { ...workspace, modals: upsertModal(workspace.modals, event.modal) };
    case 'modal_closed':
      return { ...workspace, modals: workspace.modals.filter((modal) => modal.id !== event.view_id) };
    case 'connection':
      return { ...workspace, appConnected: event.appConnected };
    case 'channel_changed':
      return { ...workspace, channels: upsertChannel(workspace.channels, event.channel) };
    default:
      return workspace;
  }
}

function upsertMessage(messages: readonly MessageView[], message: MessageView): readonly MessageView[] {
  const key = messageKey(message);
  const at = messages.findIndex((one) => messageKey(one) === key);
  if (at >= 0) return messages.with(at, message);
  const sorted = [...messages, message];
  return sorted.sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
}

function withoutMessage(
  messages: readonly MessageView[],
  channel: string,
  ts: string,
): readonly MessageView[] {
  return messages.filter((one) => one.channel !== channel || one.ts !== ts);
}

function upsertModal(modals: readonly ModalView[], modal: ModalView): readonly ModalView[] {
  const at = modals.findIndex((one) => one.id === modal.id);
  return at < 0 ? [...modals, modal] : modals.with(at, modal);
}

function upsertChannel(channels: readonly ChannelView[], channel: ChannelView): readonly ChannelView[] {
  const at = channels.findIndex((one) => one.id === channel.id);
  return at < 0 ? [...channels, channel] : channels.with(at, channel);
}

/** Messages of the channel itself: roots and whatever is no reply. */
export function channelMessages(workspace: WorkspaceView, channel: string): readonly MessageView[] {
  return workspace.messages.filter((one) => one.channel === channel && one.thread_ts === undefined);
}

export function threadMessages(
  workspace: WorkspaceView,
  channel: string,
  root: string,
): readonly MessageView[] {
  return workspace.messages.filter((one) => one.channel === channel && one.thread_ts === root);
}

export function findMessage(workspace: WorkspaceView, channel: string, ts: string): MessageView | undefined {
  return workspace.messages.find((one) => one.channel === channel && one.ts === ts);
}

export function findUser(workspace: WorkspaceView, id: string): UserView | undefined {
  return id === WORKSPACE_USER ? itself(workspace) : workspace.users.find((one) => one.id === id);
}

/** What the workspace itself says, as another member would. */
function itself({ team }: WorkspaceView): UserView {
  return { id: WORKSPACE_USER, name: team.domain, real_name: team.name, title: '', tz: 'UTC', is_app: false };
}

export function findChannel(workspace: WorkspaceView, id: string): ChannelView | undefined {
  return workspace.channels.find((one) => one.id === id);
}

/** A person's zone, in which every time on the page is shown. */
export function zoneOf(workspace: WorkspaceView): string {
  return findUser(workspace, workspace.user)?.tz || 'UTC';
}
