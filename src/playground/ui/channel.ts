// The middle of the page: a channel's header, its messages and its composer.
import type { ChannelView, MessageView, WorkspaceView } from '../protocol.ts';
import { workspaceNow } from './clock.ts';
import { createComposer } from './composer.ts';
import { h, replaceChildren } from './dom.ts';
import { icon } from './icons.ts';
import type { MessageContext } from './message.ts';
import { createMessageList } from './message_list.ts';
import { post } from './server.ts';
import type { Store } from './store.ts';
import { avatarView } from './users.ts';
import { channelMessages, findChannel, findUser, type UiState } from './workspace.ts';

export interface Channel {
  readonly element: HTMLElement;
  readonly focus: () => void;
}

export function createChannel(store: Store): Channel {
  const header = h('header', { class: 'pane-head' });
  const list = createMessageList();
  const composer = createComposer();
  const offline = h(
    'div',
    { class: 'offline', role: 'status', hidden: true },
    'Connection lost. Trying again.',
  );
  const element = h('main', { class: 'channel-pane' }, header, offline, list.element, composer.element);
  store.subscribe((state) => {
    const { workspace } = state;
    const channel = workspace && findChannel(workspace, state.channel);
    if (!workspace || !channel) return;
    offline.hidden = state.online;
    drawHeader(header, channel, workspace, store);
    composer.aim(composerTarget(channel, workspace));
    const messages = channelMessages(workspace, channel.id);
    const hint = hintView(workspace, messages, (line) => {
      composer.fill(line);
      composer.focus();
    });
    list.draw({
      key: `${workspace.user} ${channel.id}`,
      label: `Messages in ${nameOf(channel)}`,
      messages,
      context: messageContext(store, state, workspace, false),
      before: [introduction(channel, workspace)],
      after: hint ? [hint] : [],
      dividers: true,
    });
  });
  return { element, focus: composer.focus };
}

function nameOf(channel: ChannelView): string {
  return channel.kind === 'channel' ? `#${channel.name}` : channel.name;
}

export function messageContext(
  store: Store,
  state: UiState,
  workspace: WorkspaceView,
  inThread: boolean,
): MessageContext {
  return {
    workspace,
    now: workspaceNow(state),
    inThread,
    openThread: (ts) => store.update((now) => ({ ...now, thread: ts })),
    showRaw: ({ channel, ts }) =>
      store.update((now) => ({ ...now, inspector: { tab: 'message', channel, ts } })),
    acted: (message) => highlightReplies(message),
  };
}

/** A click is mostly answered in the thread: the line that leads there is shown when the answer comes. */
function highlightReplies(message: MessageView): void {
  const article = () => document.querySelector(`.channel-pane [data-ts="${CSS.escape(message.ts)}"]`);
  const before = article();
  const until = Date.now() + 10_000;
  const look = () => {
    const now = article();
    const line = now?.querySelector('.thread-line');
    if (now !== before && line) {
      line.classList.add('is-new');
      line.scrollIntoView({ block: 'nearest' });
    } else if (Date.now() < until) setTimeout(look, 150);
  };
  if (message.thread_ts === undefined) look();
}

function composerTarget(channel: ChannelView, workspace: WorkspaceView) {
  const place = { user: workspace.user, channel: channel.id };
  return {
    key: `${workspace.user} ${channel.id}`,
    placeholder: `Message ${nameOf(channel)}`,
    commands: workspace.commands,
    users: workspace.users,
    sendMessage: (text: string) => post('message', { ...place, text }),
    sendCommand: (text: string) => post('slash', { ...place, text }),
  };
}

function drawHeader(header: HTMLElement, channel: ChannelView, workspace: WorkspaceView, store: Store): void {
  const shown = `${channel.id} ${channel.name} ${channel.topic}`;
  if (header.dataset['shown'] === shown) return;
  header.dataset['shown'] = shown;
  const back = () => store.update((state) => ({ ...state, sidebarOpen: true }));
  const mark =
    channel.kind === 'channel' ? icon('hash') : avatarView(findUser(workspace, workspace.app.user), 'small');
  replaceChildren(
    header,
    h(
      'button',
      { type: 'button', class: 'icon-button back', 'aria-label': 'Back to channels', onclick: back },
      icon('back'),
    ),
    h('h2', { class: 'pane-title' }, mark, h('span', {}, channel.name)),
    h('span', { class: 'pane-topic' }, channel.topic),
  );
}

/** What stands at the very beginning of a channel. */
function introduction(channel: ChannelView, workspace: WorkspaceView): HTMLElement {
  const words =
    channel.kind === 'channel'
      ? `This is the very beginning of the #${channel.name} channel.`
      : `This conversation is just between you and ${workspace.app.name}.`;
  const topic = channel.topic !== '' && h('p', {}, channel.topic);
  return h('div', { class: 'introduction' }, h('h3', {}, nameOf(channel)), h('p', {}, words), topic);
}

/** Until the app has said something here, one line tells how to make it speak. */
function hintView(
  workspace: WorkspaceView,
  messages: readonly MessageView[],
  fill: (line: string) => void,
): HTMLElement | null {
  const command = workspace.commands[0]?.command;
  if (command === undefined || messages.some((one) => one.bot_id !== undefined)) return null;
  const chip = h('button', { type: 'button', class: 'hint-command', onclick: () => fill(command) }, command);
  if (!workspace.appConnected)
    return h(
      'p',
      { class: 'hint' },
      `${workspace.app.name} is getting ready. Then type `,
      chip,
      ' and press Enter.',
    );
  return h('p', { class: 'hint' }, 'Type ', chip, ' and press Enter.');
}
