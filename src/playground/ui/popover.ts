// A small panel that hangs at a button and goes away with Escape, a click elsewhere, or the button itself.
import { h } from './dom.ts';

export interface PopoverOptions {
  readonly anchor: HTMLElement;
  readonly content: HTMLElement;
  /** Where the keyboard goes; the content unless given. */
  readonly focus?: HTMLElement;
  readonly align?: 'start' | 'end';
}

/** Only one is open at a time. */
let closeOpen: (() => void) | null = null;

const margin = 8;

export function openPopover(options: PopoverOptions): () => void {
  closeOpen?.();
  const panel = h('div', { class: 'popover' }, options.content);
  const { anchor } = options;
  // Inside an open dialog everything outside of it is out of reach, so the panel has to live in it.
  (anchor.closest('dialog') ?? document.body).appendChild(panel);
  place(panel, anchor, options.align ?? 'start');
  const listening = new AbortController();
  const close = () => {
    if (closeOpen !== close) return;
    closeOpen = null;
    listening.abort();
    const hadFocus = panel.contains(document.activeElement);
    panel.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (hadFocus) anchor.focus();
  };
  closeOpen = close;
  anchor.setAttribute('aria-expanded', 'true');
  listen(panel, anchor, close, listening.signal);
  (options.focus ?? options.content).focus({ preventScroll: true });
  return close;
}

export function isPopoverOpen(): boolean {
  return closeOpen !== null;
}

function listen(panel: HTMLElement, anchor: HTMLElement, close: () => void, signal: AbortSignal): void {
  const outside = (event: Event) => {
    const target = event.target as Node;
    if (!panel.contains(target) && !anchor.contains(target)) close();
  };
  document.addEventListener('pointerdown', outside, { signal, capture: true });
  document.addEventListener('scroll', outside, { signal, capture: true });
  window.addEventListener('resize', close, { signal });
  panel.addEventListener('keydown', (event) => onKey(event, close), { signal });
  panel.addEventListener(
    'focusout',
    (event) => {
      const to = event.relatedTarget as Node | null;
      if (to !== null && !panel.contains(to)) close();
    },
    { signal },
  );
}

function onKey(event: KeyboardEvent, close: () => void): void {
  if (event.key !== 'Escape') return;
  // A dialog or pane underneath stays open: this Escape was for the panel.
  event.preventDefault();
  event.stopPropagation();
  close();
}

/** Below the button when there is room, else above it, and never beyond the edges of the window. */
function place(panel: HTMLElement, anchor: HTMLElement, align: 'start' | 'end'): void {
  const at = anchor.getBoundingClientRect();
  panel.style.minWidth = `${Math.min(at.width, window.innerWidth - 2 * margin)}px`;
  const below = window.innerHeight - at.bottom - 2 * margin;
  const above = at.top - 2 * margin;
  const natural = panel.offsetHeight;
  const down = natural <= below || below >= above;
  panel.style.maxHeight = `${Math.max(120, down ? below : above)}px`;
  const top = down ? at.bottom + 4 : at.top - 4 - panel.offsetHeight;
  const left = align === 'start' ? at.left : at.right - panel.offsetWidth;
  panel.style.top = `${Math.max(margin, top)}px`;
  panel.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - panel.offsetWidth - margin))}px`;
}
