// Puts the page together: what is where, which key closes what.
import type { Toast } from '../protocol.ts';
import { createChannel } from './channel.ts';
import { createClock } from './clock.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { closeInspector, createInspector, toggleInspector } from './inspector.ts';
import { createModals } from './modal.ts';
import { listenToRefusals } from './server.ts';
import { startSession } from './session.ts';
import { createSidebar } from './sidebar.ts';
import { createStore, type Store } from './store.ts';
import { closeThread, createThread } from './thread.ts';
import { createToasts } from './toasts.ts';
import { emptyState } from './workspace.ts';

async function start(): Promise<void> {
  const store = createStore();
  const toasts = createToasts();
  const showToast = (toast: Toast) => {
    const me = store.get().workspace?.user;
    if (toast.user === undefined || toast.user === me) toasts.show(toast);
  };
  listenToRefusals((error) => toasts.show({ id: error, level: 'error', text: refusalText(error) }));
  const user = new URLSearchParams(location.search).get('user') ?? '';
  let actAs = (_user: string) => {};
  const channel = createChannel(store);
  const sidebar = createSidebar(store, (id) => actAs(id));
  const layout = h(
    'div',
    { class: 'layout' },
    topBar(store),
    h('div', { class: 'panes' }, sidebar, channel.element, createThread(store), createInspector(store)),
  );
  document.body.append(layout, createModals(store), toasts.element);
  store.subscribe((state) => {
    layout.classList.toggle('has-thread', state.thread !== null);
    layout.classList.toggle('has-inspector', state.inspector !== null);
    layout.classList.toggle('has-sidebar', state.sidebarOpen);
    document.title = titleOf(state.workspace?.team.name);
  });
  document.addEventListener('keydown', (event) => onEscape(event, store));
  const session = await startSession(store, user, showToast);
  actAs = (id) => {
    history.replaceState(null, '', `?user=${encodeURIComponent(id)}`);
    store.update((state) => ({
      ...emptyState,
      channel: keptChannel(state),
      inspector: state.inspector,
      journal: state.journal,
    }));
    session.actAs(id);
  };
  if (matchMedia('(hover: hover)').matches) channel.focus();
}

function refusalText(error: string): string {
  if (error === 'connection_lost') return 'The playground does not answer. Is it still running?';
  return `That could not be done (${error}).`;
}

function titleOf(team: string | undefined): string {
  return team === undefined ? 'Playground' : `${team} · Playground`;
}

/** Another person sees the same channel, unless it is a direct message. */
function keptChannel({ workspace, channel }: ReturnType<Store['get']>): string {
  return workspace?.channels.find((one) => one.id === channel)?.kind === 'channel' ? channel : '';
}

function topBar(store: Store): HTMLElement {
  const inspect = h(
    'button',
    { type: 'button', class: 'top-button', 'aria-expanded': 'false', onclick: () => toggleInspector(store) },
    icon('inspect'),
    h('span', {}, 'Inspector'),
  );
  store.subscribe((state) => inspect.setAttribute('aria-expanded', String(state.inspector !== null)));
  return h(
    'div',
    { class: 'top-bar' },
    h('span', { class: 'top-name' }, 'Playground'),
    createClock(store),
    inspect,
  );
}

/** Closes what lies on top; panels, menus and dialogs have dealt with their own Escape before. */
function onEscape(event: KeyboardEvent, store: Store): void {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
  const state = store.get();
  const inThread = document.activeElement?.closest('.thread-pane');
  if (state.thread && (inThread || !state.inspector)) closeThread(store);
  else if (state.inspector) closeInspector(store);
  else if (state.sidebarOpen) store.update((now) => ({ ...now, sidebarOpen: false }));
}

void start();
