// The thread on the right: its first message, the replies and a composer of its own.
import type { WorkspaceView } from '../protocol.ts';
import { messageContext } from './channel.ts';
import { createComposer } from './composer.ts';
import { h, replaceChildren } from './dom.ts';
import { icon } from './icons.ts';
import { createMessageList } from './message_list.ts';
import { post } from './server.ts';
import type { Store } from './store.ts';
import { findChannel, findMessage, threadMessages } from './workspace.ts';

export function closeThread(store: Store): void {
  store.update((state) => ({ ...state, thread: null }));
}

export function createThread(store: Store): HTMLElement {
  const header = h('header', { class: 'pane-head' });
  const list = createMessageList();
  const composer = createComposer();
  const element = h('aside', { class: 'thread-pane', 'aria-label': 'Thread', hidden: true });
  element.append(header, list.element, composer.element);
  let opener: Element | null = null;
  store.subscribe((state, before) => {
    const { workspace, thread, channel } = state;
    const root = workspace && thread ? findMessage(workspace, channel, thread) : undefined;
    const wasHidden = element.hidden;
    const hadFocus = element.contains(document.activeElement);
    if (wasHidden) opener = document.activeElement;
    element.hidden = root === undefined;
    if (!workspace || !root) {
      if (hadFocus && opener instanceof HTMLElement) opener.focus();
      return;
    }
    drawHeader(header, channel, workspace, store);
    composer.aim(composerTarget(channel, root.ts, workspace));
    list.draw({
      key: `${workspace.user} ${channel} ${root.ts}`,
      label: 'Messages in the thread',
      messages: [root, ...threadMessages(workspace, channel, root.ts)],
      context: messageContext(store, state, workspace, true),
      before: [],
      after: [],
      dividers: false,
    });
    if (wasHidden || before.thread !== thread) composer.focus();
  });
  return element;
}

function drawHeader(header: HTMLElement, channel: string, workspace: WorkspaceView, store: Store): void {
  const place = findChannel(workspace, channel);
  const name = place?.kind === 'channel' ? `# ${place.name}` : (place?.name ?? '');
  if (header.dataset['shown'] === name) return;
  header.dataset['shown'] = name;
  const button = (label: string, className: string, name: 'close' | 'back') =>
    h(
      'button',
      {
        type: 'button',
        class: `icon-button ${className}`,
        'aria-label': label,
        onclick: () => closeThread(store),
      },
      icon(name),
    );
  replaceChildren(
    header,
    button('Back to the channel', 'back', 'back'),
    h('h2', { class: 'pane-title' }, 'Thread'),
    h('span', { class: 'pane-topic' }, name),
    button('Close thread', 'close-pane', 'close'),
  );
}

function composerTarget(channel: string, thread_ts: string, workspace: WorkspaceView) {
  const place = { user: workspace.user, channel, thread_ts };
  return {
    key: `${workspace.user} ${channel} ${thread_ts}`,
    placeholder: 'Reply',
    commands: workspace.commands,
    users: workspace.users,
    sendMessage: (text: string) => post('message', { ...place, text }),
  };
}
