// What a change of the workspace means for the pages that show it, and who may see it.
import type { UiEvent, WorkspaceView } from '../protocol.ts';
import { type Change, findMessage, type Message, type Modal, type State } from '../state.ts';

export interface Notice {
  readonly event: UiEvent;
  /** Only this person's pages; absent: everyone's. */
  readonly to?: string;
}

export function noticesOf(change: Change, before: State, after: State): readonly Notice[] {
  switch (change.kind) {
    case 'message_posted':
      return postedNotices(change.message, after);
    case 'message_changed':
      return [notice({ type: 'message_changed', message: change.message }, audience(change.message, after))];
    case 'message_deleted':
      return deletedNotices(change.channel, change.ts, before, after);
    case 'channel_changed':
      return [notice({ type: 'channel_changed', channel: change.channel }, change.channel.dm_user)];
    case 'modals_set':
      return modalNotices(change.user, before.modals[change.user] ?? [], change.modals);
    case 'journal_added':
      return [notice({ type: 'journal', entry: change.entry })];
    default:
      return [];
  }
}

export function notice(event: UiEvent, to?: string): Notice {
  return to === undefined ? { event } : { event, to };
}

function audience(message: Message, state: State): string | undefined {
  return message.ephemeralFor ?? state.channels.find((c) => c.id === message.channel)?.dm_user;
}

function postedNotices(message: Message, after: State): readonly Notice[] {
  const to = audience(message, after);
  if (message.ephemeralFor) return [notice({ type: 'ephemeral', message }, to)];
  return [notice({ type: 'message_posted', message }, to), ...rootNotices(message, after)];
}

function deletedNotices(channel: string, ts: string, before: State, after: State): readonly Notice[] {
  const gone = findMessage(before, channel, ts);
  if (!gone) return [];
  const deleted = notice({ type: 'message_deleted', channel, ts }, audience(gone, before));
  return [deleted, ...rootNotices(gone, after)];
}

/** A thread's root shows how many replies it has, so it changes with each of them. */
function rootNotices(reply: Message, after: State): readonly Notice[] {
  const root = reply.thread_ts ? findMessage(after, reply.channel, reply.thread_ts) : undefined;
  return root ? [notice({ type: 'message_changed', message: root }, audience(root, after))] : [];
}

function modalNotices(user: string, before: readonly Modal[], after: readonly Modal[]): readonly Notice[] {
  const closed = before.filter((old) => !after.some((modal) => modal.id === old.id)).reverse();
  const changed = after.filter((modal) => !before.includes(modal));
  return [
    ...closed.map(({ id }) => notice({ type: 'modal_closed', view_id: id }, user)),
    ...changed.map((modal) => {
      const known = before.some((old) => old.id === modal.id);
      return notice({ type: known ? 'modal_updated' : 'modal_opened', modal }, user);
    }),
  ];
}

/** The whole workspace as one person sees it. */
export function viewFor(
  user: string,
  state: State,
  outside: Pick<WorkspaceView, 'appConnected' | 'delivery' | 'now'>,
): WorkspaceView {
  const channels = state.channels.filter((c) => !c.dm_user || c.dm_user === user);
  const visible = new Set(channels.map((c) => c.id));
  return {
    ...outside,
    user,
    team: state.team,
    app: state.app,
    users: state.users,
    channels,
    commands: state.commands,
    messages: state.messages.filter(
      (m) => visible.has(m.channel) && (!m.ephemeralFor || m.ephemeralFor === user),
    ),
    modals: state.modals[user] ?? [],
  };
}
