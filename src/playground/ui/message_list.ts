// Messages from old to new with day dividers; draws again only what changed.
import type { MessageView } from '../protocol.ts';
import { isAwaited } from './awaiting.ts';
import { arrange, h } from './dom.ts';
import { icon } from './icons.ts';
import { type MessageContext, messageView } from './message.ts';
import { createScroller } from './scroller.ts';
import { dayKey, dayLabel, tsToMs } from './times.ts';
import { messageKey, zoneOf } from './workspace.ts';

export interface MessageList {
  readonly element: HTMLElement;
  /** `before` stands above the messages, `after` below them. */
  readonly draw: (view: ListView) => void;
}

export interface ListView {
  /** Changes when the list shows something else: then it starts at its end again. */
  readonly key: string;
  readonly label: string;
  readonly messages: readonly MessageView[];
  readonly context: MessageContext;
  readonly before: readonly Element[];
  readonly after: readonly Element[];
  /** After this message (the root of a thread) stands a line with the number of replies. */
  readonly dividers: boolean;
}

interface Drawn {
  readonly message: MessageView;
  readonly stamp: string;
  readonly element: HTMLElement;
}

/** Messages of one author within this time stand together. */
const joinMs = 5 * 60_000;

export function createMessageList(): MessageList {
  const content = h('div', { class: 'list-content' });
  const frame = h('div', { class: 'list', role: 'log', tabindex: 0 }, content);
  const jump = h('button', { type: 'button', class: 'jump', hidden: true }, icon('down'), 'Newest messages');
  const element = h('div', { class: 'list-frame' }, frame, jump);
  const scroller = createScroller(frame, content, (isAway) => {
    jump.hidden = !isAway;
  });
  jump.onclick = () => scroller.toEnd();
  let drawn = new Map<string, Drawn>();
  let shown: ListView | null = null;
  const draw = (view: ListView) => {
    const isOther = shown?.key !== view.key;
    if (isOther) drawn = new Map();
    frame.setAttribute('aria-label', view.label);
    const focus = focusedPlace(content);
    const before = drawn;
    drawn = drawMessages(view, before);
    arrange(content, childrenOf(view, drawn));
    restoreFocus(content, focus);
    const newest = newestChange(view, before, drawn);
    if (isOther) scroller.toEnd();
    const isAnswer = isAwaited() && isNew(view, before) && !isOther;
    if (newest || isOther) scroller.changed(newest, isOther || isAnswer || isMine(view, newest));
    shown = view;
  };
  return { element, draw };
}

function drawMessages(view: ListView, before: ReadonlyMap<string, Drawn>): Map<string, Drawn> {
  const drawn = new Map<string, Drawn>();
  view.messages.forEach((message, index) => {
    const joined = isJoined(view.messages[index - 1], message, zoneOf(view.context.workspace));
    const stamp = `${joined} ${replyStamp(message, view)}`;
    const key = messageKey(message);
    const old = before.get(key);
    const kept = old && old.message === message && old.stamp === stamp;
    const element = kept ? old.element : messageView(message, joined, view.context);
    drawn.set(key, { message, stamp, element });
  });
  return drawn;
}

/** The line under a message tells how long ago somebody replied, which changes with the days. */
function replyStamp(message: MessageView, view: ListView): string {
  return message.reply_count > 0 ? dayKey(view.context.now, zoneOf(view.context.workspace)) : '';
}

function isJoined(before: MessageView | undefined, message: MessageView, tz: string): boolean {
  if (!before || before.user !== message.user || before.ephemeralFor !== message.ephemeralFor) return false;
  if (before.reply_count > 0 || message.ephemeralFor !== undefined) return false;
  const [from, to] = [tsToMs(before.ts), tsToMs(message.ts)];
  return to - from < joinMs && dayKey(from, tz) === dayKey(to, tz);
}

function childrenOf(view: ListView, drawn: ReadonlyMap<string, Drawn>): readonly Element[] {
  const tz = zoneOf(view.context.workspace);
  const children: Element[] = [...view.before];
  let day = '';
  for (const { message, element } of drawn.values()) {
    const ms = tsToMs(message.ts);
    const key = dayKey(ms, tz);
    if (view.dividers && key !== day) children.push(divider(dayLabel(ms, view.context.now, tz)));
    day = key;
    children.push(element);
    if (view.context.inThread && message.thread_ts === undefined) children.push(repliesDivider(message));
  }
  return [...children, ...view.after];
}

function divider(label: string): HTMLElement {
  return h('div', { class: 'day', role: 'separator', 'aria-label': label }, h('span', {}, label));
}

function repliesDivider(root: MessageView): HTMLElement {
  const count = root.reply_count === 1 ? '1 reply' : `${root.reply_count} replies`;
  return h('div', { class: 'replies-count', hidden: root.reply_count === 0 }, h('span', {}, count));
}

/** The newest message, when it is new or was changed. */
function newestChange(
  view: ListView,
  before: ReadonlyMap<string, Drawn>,
  drawn: ReadonlyMap<string, Drawn>,
): HTMLElement | null {
  const last = view.messages.at(-1);
  const now = last && drawn.get(messageKey(last));
  return now && before.get(messageKey(now.message))?.element !== now.element ? now.element : null;
}

/** Not one that was there and changed. */
function isNew(view: ListView, before: ReadonlyMap<string, Drawn>): boolean {
  const last = view.messages.at(-1);
  return last !== undefined && !before.has(messageKey(last));
}

function isMine(view: ListView, newest: Element | null): boolean {
  const last = view.messages.at(-1);
  return newest !== null && last?.user === view.context.workspace.user;
}

interface Place {
  readonly ts: string;
  readonly block: string;
  readonly action: string;
}

/** Where the keyboard is, so that a message drawn anew under somebody's fingers does not lose it. */
function focusedPlace(content: HTMLElement): Place | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !content.contains(focused)) return null;
  const ts = focused.closest<HTMLElement>('[data-ts]')?.dataset['ts'] ?? '';
  const block = focused.closest<HTMLElement>('[data-block]')?.dataset['block'] ?? '';
  return { ts, block, action: focused.dataset['action'] ?? '' };
}

function restoreFocus(content: HTMLElement, place: Place | null): void {
  if (place === null || content.contains(document.activeElement)) return;
  const message = content.querySelector(`[data-ts="${CSS.escape(place.ts)}"]`);
  const block = message?.querySelector(`[data-block="${CSS.escape(place.block)}"]`);
  const action = block?.querySelector<HTMLElement>(`[data-action="${CSS.escape(place.action)}"]`);
  const fallback = message?.querySelector<HTMLElement>('.message-tools button');
  (action ?? fallback)?.focus({ preventScroll: true });
}
