// The workspace's clock: what time the app believes it is, and the means to move it.
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { openPopover } from './popover.ts';
import { post } from './server.ts';
import type { Store } from './store.ts';
import { clockLabel, clockTime, fromInputDateTime, inputDateTime, nextHour } from './times.ts';
import { type UiState, zoneOf } from './workspace.ts';

const hourMs = 3_600_000;
const morning = 9;
/** Below this the clock counts as running with the real one. */
const movedMs = 90_000;

/** Milliseconds of the workspace's clock. */
export function workspaceNow(state: UiState): number {
  return Date.now() + state.clockAhead;
}

export function createClock(store: Store): HTMLElement {
  const label = h('span', { class: 'clock-label' });
  const button = h(
    'button',
    { type: 'button', class: 'clock', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' },
    icon('clock'),
    label,
  );
  const show = () => {
    const state = store.get();
    if (state.workspace === null) return;
    const text = clockLabel(workspaceNow(state), zoneOf(state.workspace));
    if (label.textContent === text) return;
    label.textContent = text;
    button.setAttribute('aria-label', `Clock of the workspace: ${text}`);
    button.classList.toggle('is-moved', Math.abs(state.clockAhead) > movedMs);
  };
  store.subscribe(show);
  setInterval(show, 1000);
  button.onclick = () => openClock(button, store);
  return button;
}

function openClock(anchor: HTMLElement, store: Store): void {
  const { workspace } = store.get();
  if (workspace === null) return;
  const tz = zoneOf(workspace);
  const now = () => workspaceNow(store.get());
  const move = (ms: number) => {
    close();
    void post('clock', { now: new Date(ms).toISOString() });
  };
  const button = (text: string, to: () => number) =>
    h('button', { type: 'button', class: 'button', onclick: () => move(to()) }, text);
  const nine = clockTime(nextHour(now(), morning, tz), tz);
  const content = h(
    'form',
    { class: 'clock-panel', role: 'dialog', 'aria-label': 'Move the clock', tabindex: -1 },
    h('h2', {}, 'Move the clock'),
    h(
      'p',
      {},
      'This moves the time the app sees. Digests due by then are posted, as they would be in Slack.',
    ),
    h(
      'div',
      { class: 'clock-jumps' },
      button('Real time', () => Date.now()),
      button('+1 hour', () => now() + hourMs),
      button(`Next ${nine}`, () => nextHour(now(), morning, tz)),
    ),
    pickRow(now(), tz, move),
    h('small', {}, `Times are in ${tz.replaceAll('_', ' ')}, the zone of the person you act as.`),
  );
  const close = openPopover({ anchor, content });
}

function pickRow(now: number, tz: string, move: (ms: number) => void): HTMLElement {
  const field = h('input', { class: 'field', type: 'datetime-local', 'aria-label': 'Date and time' });
  field.value = inputDateTime(now, tz);
  const set = () => {
    const picked = fromInputDateTime(field.value.slice(0, 16), tz);
    if (picked !== null) move(picked);
  };
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    set();
  });
  const button = h('button', { type: 'button', class: 'button button-primary', onclick: set }, 'Set');
  return h('div', { class: 'clock-pick' }, field, button);
}
