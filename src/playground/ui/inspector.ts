// The drawer that shows what the app and the workspace say to each other, and the raw JSON of a message.
import type { JournalEntry, MessageView } from '../protocol.ts';
import { arrange, h, replaceChildren } from './dom.ts';
import { icon } from './icons.ts';
import { jsonView } from './json_view.ts';
import { fetchJournal } from './server.ts';
import type { Store } from './store.ts';
import { preciseTime } from './times.ts';
import { findMessage, type InspectorView, type UiState, upsertEntry, zoneOf } from './workspace.ts';

const kinds = {
  api: 'App calls Slack',
  envelope: 'Slack tells the app',
  ack: 'The app acknowledges',
  response_url: 'The app answers later',
} as const;

export function toggleInspector(store: Store): void {
  store.update((state) => ({ ...state, inspector: state.inspector ? null : { tab: 'journal' } }));
}

export function closeInspector(store: Store): void {
  store.update((state) => ({ ...state, inspector: null }));
}

export function createInspector(store: Store): HTMLElement {
  const body = h('div', { class: 'inspector-body' });
  const tabs = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Inspector' });
  const element = h('aside', { class: 'inspector', 'aria-label': 'Inspector', hidden: true });
  element.append(headView(store), tabs, body);
  const journal = createJournal();
  let opener: Element | null = null;
  store.subscribe((state, before) => {
    const { inspector } = state;
    if (inspector && !before.inspector) {
      opener = document.activeElement;
      void loadJournal(store);
    }
    if (!inspector && element.contains(document.activeElement) && opener instanceof HTMLElement)
      opener.focus();
    element.hidden = inspector === null;
    if (inspector === null) return;
    if (inspector !== before.inspector) drawTabs(tabs, inspector, store);
    drawBody(body, journal, state, before);
  });
  return element;
}

function drawBody(body: HTMLElement, journal: Journal, state: UiState, before: UiState): void {
  const { inspector, workspace } = state;
  if (inspector?.tab === 'journal') {
    journal.draw(state.journal, workspace ? zoneOf(workspace) : 'UTC');
    arrange(body, [journal.element]);
  } else if (
    inspector &&
    (inspector !== before.inspector || workspace?.messages !== before.workspace?.messages)
  ) {
    const message = workspace && findMessage(workspace, inspector.channel, inspector.ts);
    replaceChildren(body, messageJsonView(message ?? undefined));
  }
}

async function loadJournal(store: Store): Promise<void> {
  const entries = await fetchJournal().catch(() => []);
  store.update((state) => ({ ...state, journal: upsertEntry(state.journal, entries) }));
}

function headView(store: Store): HTMLElement {
  const close = () => closeInspector(store);
  const button = (label: string, className: string, name: 'close' | 'back') =>
    h(
      'button',
      { type: 'button', class: `icon-button ${className}`, 'aria-label': label, onclick: close },
      icon(name),
    );
  return h(
    'header',
    { class: 'pane-head' },
    button('Back', 'back', 'back'),
    h('h2', { class: 'pane-title' }, 'Inspector'),
    button('Close inspector', 'close-pane', 'close'),
  );
}

function drawTabs(tabs: HTMLElement, inspector: InspectorView, store: Store): void {
  const select = (view: InspectorView) => store.update((state) => ({ ...state, inspector: view }));
  const tab = (label: string, view: InspectorView, isCurrent: boolean) =>
    h(
      'button',
      { type: 'button', role: 'tab', 'aria-selected': String(isCurrent), onclick: () => select(view) },
      label,
    );
  const hadFocus = tabs.contains(document.activeElement);
  replaceChildren(
    tabs,
    tab('Traffic', { tab: 'journal' }, inspector.tab === 'journal'),
    inspector.tab === 'message' && tab('Message', inspector, true),
  );
  if (hadFocus) tabs.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
}

function messageJsonView(message: MessageView | undefined): HTMLElement {
  if (!message) return h('p', { class: 'inspector-empty' }, 'This message is gone.');
  const { blocks, ...rest } = message;
  const size = JSON.stringify(blocks).length;
  const counted = `${blocks.length} blocks, ${thousands(size)} characters`;
  return h(
    'div',
    { class: 'inspector-message' },
    h('h3', {}, 'Raw blocks', h('small', {}, counted)),
    jsonView(blocks, 'blocks'),
    h('h3', {}, 'The rest of the message'),
    jsonView(rest, 'message'),
  );
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

interface Journal {
  readonly element: HTMLElement;
  readonly draw: (journal: readonly JournalEntry[], tz: string) => void;
}

function createJournal(): Journal {
  const list = h('div', { class: 'journal', role: 'list', 'aria-label': 'Traffic, newest first' });
  const empty = h('p', { class: 'inspector-empty' });
  const filter = h('input', {
    class: 'field',
    type: 'search',
    placeholder: 'Filter',
    'aria-label': 'Filter the traffic',
  });
  const element = h('div', {}, h('div', { class: 'journal-filter' }, filter), empty, list);
  const rows = new Map<number, { readonly entry: JournalEntry; readonly row: HTMLElement }>();
  const rowOf = (entry: JournalEntry, tz: string) => {
    const old = rows.get(entry.id);
    if (old?.entry === entry) return old.row;
    const row = entryView(entry, tz);
    rows.set(entry.id, { entry, row });
    return row;
  };
  let redraw = () => {};
  const draw = (journal: readonly JournalEntry[], tz: string) => {
    redraw = () => draw(journal, tz);
    const words = filter.value.trim().toLowerCase();
    const fitting = journal.filter((entry) => searchText(entry).includes(words));
    empty.hidden = fitting.length > 0;
    empty.textContent = journal.length > 0 ? 'Nothing fits the filter.' : nothingYet;
    arrange(list, fitting.map((entry) => rowOf(entry, tz)).reverse());
  };
  filter.addEventListener('input', () => redraw());
  return { element, draw };
}

const nothingYet = 'Nothing yet. What the app and Slack say to each other appears here.';

function searchText(entry: JournalEntry): string {
  return `${entry.kind} ${entry.name} ${entry.error ?? ''} ${entry.ok ? '' : 'failed'}`.toLowerCase();
}

function entryView(entry: JournalEntry, tz: string): HTMLElement {
  const body = h('div', { class: 'entry-body' });
  const summary = h(
    'summary',
    { class: 'entry-head' },
    h('span', { class: `kind kind-${entry.kind}`, title: kinds[entry.kind] }, entry.kind.replace('_', ' ')),
    h('span', { class: 'entry-name' }, entry.name),
    entry.error !== undefined && h('span', { class: 'entry-error' }, entry.error),
    h('span', { class: 'entry-ms' }, entry.ms === undefined ? '' : `${formatMs(entry.ms)} ms`),
    h('time', { datetime: entry.at }, preciseTime(Date.parse(entry.at), tz)),
  );
  const details = h('details', {}, summary, body);
  details.addEventListener('toggle', () => {
    if (details.open && body.childElementCount === 0) fillEntry(body, entry);
  });
  return h('div', { class: entry.ok ? 'entry' : 'entry is-failed', role: 'listitem' }, details);
}

function formatMs(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : Math.round(ms).toString();
}

function fillEntry(body: HTMLElement, entry: JournalEntry): void {
  const parts = [
    { title: 'Request', value: entry.request },
    { title: 'Response', value: entry.response },
  ].filter(({ value }) => value !== undefined);
  replaceChildren(body, h('p', { class: 'entry-kind' }, `${kinds[entry.kind]} · ${entry.at}`));
  for (const { title, value } of parts) body.append(h('h4', {}, title), jsonView(value ?? null, title));
}
