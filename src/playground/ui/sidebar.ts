// The left side: the workspace, its channels, the app, and whom the visitor acts as.
import type { ChannelView, WorkspaceView } from '../protocol.ts';
import { h, replaceChildren } from './dom.ts';
import { icon } from './icons.ts';
import type { Store } from './store.ts';
import { avatarView, createUserSwitch } from './users.ts';
import { findUser, markSeen, type UiState } from './workspace.ts';

export function createSidebar(store: Store, actAs: (user: string) => void): HTMLElement {
  const content = h('div', { class: 'sidebar-content' });
  const element = h(
    'nav',
    { class: 'sidebar', 'aria-label': 'Channels' },
    content,
    createUserSwitch(store, actAs),
  );
  let drawn = '';
  store.subscribe((state) => {
    if (state.workspace === null) return;
    // The sidebar is drawn anew only when what it shows changed, so that the keyboard stays where it is.
    const shown = JSON.stringify([
      sidebarFacts(state.workspace),
      state.channel,
      unreadOf(state, state.workspace),
    ]);
    if (shown === drawn) return;
    drawn = shown;
    const focused = content.querySelector(':focus')?.getAttribute('data-channel');
    replaceChildren(content, ...sections(state, state.workspace, (id) => openChannel(store, id)));
    if (focused) content.querySelector<HTMLElement>(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
  });
  return element;
}

function sidebarFacts(workspace: WorkspaceView) {
  const { team, app, appConnected, delivery, channels, user } = workspace;
  return { team, app, appConnected, delivery, channels, user };
}

function openChannel(store: Store, channel: string): void {
  store.update((state) => {
    const thread = state.channel === channel ? state.thread : null;
    return markSeen({ ...state, channel, thread, sidebarOpen: false });
  });
}

function unreadOf(state: UiState, workspace: WorkspaceView): readonly string[] {
  const isUnread = ({ id }: ChannelView) =>
    workspace.messages.some((one) => one.channel === id && one.ts > (state.seen[id] ?? ''));
  return workspace.channels.filter((one) => one.id !== state.channel && isUnread(one)).map((one) => one.id);
}

function sections(
  state: UiState,
  workspace: WorkspaceView,
  open: (id: string) => void,
): readonly HTMLElement[] {
  const unread = unreadOf(state, workspace);
  const row = (channel: ChannelView) =>
    channelRow(channel, workspace, channel.id === state.channel, unread.includes(channel.id), open);
  const ofKind = (kind: ChannelView['kind']) =>
    workspace.channels.filter((one) => one.kind === kind).map(row);
  return [
    h('div', { class: 'workspace-name' }, h('h1', {}, workspace.team.name)),
    connectionLine(workspace),
    h('h2', { class: 'sidebar-title' }, 'Channels'),
    h('ul', {}, ...ofKind('channel')),
    h('h2', { class: 'sidebar-title' }, 'Direct messages'),
    h('ul', {}, ...ofKind('dm')),
  ];
}

function connectionLine(workspace: WorkspaceView): HTMLElement {
  const { appConnected, app, delivery } = workspace;
  const how = delivery === 'socket' ? 'over Socket Mode' : 'over HTTP';
  const words = appConnected ? `${app.name} is connected` : `Waiting for ${app.name}`;
  return h(
    'div',
    { class: appConnected ? 'app-status is-connected' : 'app-status', role: 'status' },
    h('span', { class: 'dot', 'aria-hidden': 'true' }),
    h('span', {}, words, h('small', {}, how)),
  );
}

function channelRow(
  channel: ChannelView,
  workspace: WorkspaceView,
  isCurrent: boolean,
  isUnread: boolean,
  open: (id: string) => void,
): HTMLElement {
  const isDm = channel.kind === 'dm';
  const mark = isDm ? avatarView(findUser(workspace, workspace.app.user), 'small') : icon('hash');
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: isUnread ? 'channel is-unread' : 'channel',
        'data-channel': channel.id,
        'aria-current': isCurrent ? 'page' : null,
        onclick: () => open(channel.id),
      },
      mark,
      h('span', { class: 'channel-name' }, channel.name),
      isDm && h('span', { class: 'badge' }, 'APP'),
      isUnread && h('span', { class: 'visually-hidden' }, ', unread'),
    ),
  );
}
