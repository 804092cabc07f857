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

/** Pixels. */
const margin = 8;
const gap = 4;
const leastHeight = 120;

export function openPopover(options: PopoverOptions): () => void {
  closeOpen?.();
  const panel = h('div', { class: 'popover' }, options.content);
  const { anchor } = options;
  // Inside an open dialog everything outside of it is out of reach, so the panel has to live in it.
  (anchor.closest('dialog') ?? document.body).appendChild(panel);
  const side = roomySide(panel, anchor);
  const keepPlace = () => place(panel, anchor, side, options.align ?? 'start');
  keepPlace();
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
  listen(panel, anchor, { close, keepPlace }, listening.signal);
  (options.focus ?? options.content).focus({ preventScroll: true });
  return close;
}

interface Moves {
  readonly close: () => void;
  readonly keepPlace: () => void;
}

function listen(panel: HTMLElement, anchor: HTMLElement, moves: Moves, signal: AbortSignal): void {
  const isOutside = (target: EventTarget | null) =>
    target instanceof Node && !panel.contains(target) && !anchor.contains(target);
  // The page may scroll by itself, and a phone's keyboard resizes it: the panel goes along.
  const follow = (event: Event) => {
    if (isOutside(event.target) && !isInView(anchor)) moves.close();
    else if (anchor.isConnected && !panel.contains(event.target as Node)) moves.keepPlace();
  };
  document.addEventListener('pointerdown', (event) => isOutside(event.target) && moves.close(), {
    signal,
    capture: true,
  });
  document.addEventListener('scroll', follow, { signal, capture: true });
  window.addEventListener('resize', () => anchor.isConnected && moves.keepPlace(), { signal });
  panel.addEventListener('keydown', (event) => onKey(event, moves.close), { signal });
  panel.addEventListener('focusout', ({ relatedTarget }) => isOutside(relatedTarget) && moves.close(), {
    signal,
  });
}

function isInView(anchor: HTMLElement): boolean {
  const { top, bottom } = anchor.getBoundingClientRect();
  return !anchor.isConnected || (bottom > 0 && top < window.innerHeight);
}

function onKey(event: KeyboardEvent, close: () => void): void {
  if (event.key !== 'Escape') return;
  // A dialog or pane underneath stays open: this Escape was for the panel.
  event.preventDefault();
  event.stopPropagation();
  close();
}

/** Below the button when there is room, else above it. */
function roomySide(panel: HTMLElement, anchor: HTMLElement): 'below' | 'above' {
  const { below, above } = roomAt(anchor);
  return panel.offsetHeight <= below || below >= above ? 'below' : 'above';
}

function roomAt(anchor: HTMLElement) {
  const at = anchor.getBoundingClientRect();
  return { below: window.innerHeight - at.bottom - 2 * margin, above: at.top - 2 * margin };
}

/** Never beyond the edges of the window; tied to the button's near edge, so that a shorter list stays at it. */
function place(
  panel: HTMLElement,
  anchor: HTMLElement,
  side: 'below' | 'above',
  align: 'start' | 'end',
): void {
  const at = anchor.getBoundingClientRect();
  panel.style.minWidth = `${Math.min(at.width, window.innerWidth - 2 * margin)}px`;
  panel.style.maxHeight = `${Math.max(leastHeight, roomAt(anchor)[side])}px`;
  panel.style.top = side === 'below' ? `${at.bottom + gap}px` : 'auto';
  panel.style.bottom = side === 'above' ? `${window.innerHeight - at.top + gap}px` : 'auto';
  const left = align === 'start' ? at.left : at.right - panel.offsetWidth;
  panel.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - panel.offsetWidth - margin))}px`;
}
