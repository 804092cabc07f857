// One message: who, when, what, its files, its reactions, and the way into its thread.
import type { MessageView, WorkspaceView } from '../protocol.ts';
import { blocksView } from './blocks/block.ts';
import { append, h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { filesView } from './message_files.ts';
import { messageHost } from './message_host.ts';
import { emojiGlyph } from './text/emoji.ts';
import { mrkdwnView } from './text/view.ts';
import { agoLabel, clockTime, shortTime, tsToMs } from './times.ts';
import { avatarView, namesOf } from './users.ts';
import { findUser, threadMessages, zoneOf } from './workspace.ts';

export interface MessageContext {
  readonly workspace: WorkspaceView;
  /** Milliseconds of the workspace's clock. */
  readonly now: number;
  readonly inThread: boolean;
  readonly openThread: (ts: string) => void;
  readonly showRaw: (message: MessageView) => void;
  /** A person pressed or chose something in this message. */
  readonly acted: (message: MessageView) => void;
}

/** `joined`: it follows closely on one by the same author, so name and picture are left out. */
export function messageView(message: MessageView, joined: boolean, context: MessageContext): HTMLElement {
  const { workspace } = context;
  const author = findUser(workspace, message.user);
  const tz = zoneOf(workspace);
  const at = tsToMs(message.ts);
  const isPrivate = message.ephemeralFor !== undefined;
  const classes = ['message', joined && 'is-joined', isPrivate && 'is-private'].filter(Boolean).join(' ');
  const gutter = joined
    ? h('span', { class: 'gutter-time', 'aria-hidden': 'true' }, shortTime(at, tz))
    : avatarView(author, 'large');
  return h(
    'article',
    {
      class: classes,
      'data-ts': message.ts,
      'aria-label': `${author?.real_name ?? message.user}, ${clockTime(at, tz)}`,
    },
    isPrivate && h('div', { class: 'private-note' }, icon('eye'), 'Only visible to you'),
    h('div', { class: 'message-gutter' }, gutter),
    h(
      'div',
      { class: 'message-main' },
      !joined && headView(message, workspace),
      bodyView(message, context),
      filesView(message.files),
      reactionsView(message),
      !context.inThread && threadLine(message, context),
    ),
    toolbar(message, context),
  );
}

function headView(message: MessageView, workspace: WorkspaceView): HTMLElement {
  const author = findUser(workspace, message.user);
  const ms = tsToMs(message.ts);
  const time = h('time', { datetime: new Date(ms).toISOString() }, clockTime(ms, zoneOf(workspace)));
  const isApp = message.bot_id !== undefined || author?.is_app === true;
  return h(
    'div',
    { class: 'message-head' },
    h('b', { class: 'message-author' }, author?.real_name ?? message.user),
    isApp && h('span', { class: 'badge' }, 'APP'),
    time,
  );
}

function bodyView(message: MessageView, context: MessageContext): HTMLElement {
  const { workspace } = context;
  const edited = message.edited && h('span', { class: 'edited' }, '(edited)');
  if (message.blocks.length > 0) {
    const host = messageHost(message, workspace, () => context.acted(message));
    const view = blocksView(message.blocks, host);
    append(view, [edited]);
    return view;
  }
  const view = h('div', { class: 'message-text' }, mrkdwnView(message.text, namesOf(workspace)));
  const last = view.lastElementChild;
  append(last instanceof HTMLDivElement ? last : view, [edited && ' ', edited]);
  return view;
}

function reactionsView(message: MessageView): HTMLElement | null {
  if (message.reactions.length === 0) return null;
  const pills = message.reactions.map(({ name, users }) =>
    h(
      'span',
      { class: 'reaction', title: `:${name}:` },
      emojiGlyph(name),
      h('small', {}, String(users.length)),
    ),
  );
  return h('div', { class: 'reactions' }, ...pills);
}

function threadLine(message: MessageView, context: MessageContext): HTMLElement | null {
  if (message.reply_count === 0) return null;
  const { workspace } = context;
  const replies = threadMessages(workspace, message.channel, message.ts);
  const authors = [...new Set(replies.map((reply) => reply.user))].slice(0, 3);
  const count = message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`;
  const latest = message.latest_reply;
  const ago = latest ? `Last reply ${agoLabel(tsToMs(latest), context.now, zoneOf(workspace))}` : '';
  return h(
    'button',
    { type: 'button', class: 'thread-line', onclick: () => context.openThread(message.ts) },
    ...authors.map((id) => avatarView(findUser(workspace, id), 'small')),
    h('span', { class: 'thread-count' }, count),
    h('span', { class: 'thread-ago' }, h('span', {}, ago), h('span', {}, 'View thread')),
    icon('right'),
  );
}

function toolbar(message: MessageView, context: MessageContext): HTMLElement {
  const canReply = !context.inThread && message.ephemeralFor === undefined;
  return h(
    'div',
    { class: 'message-tools', role: 'group', 'aria-label': 'Message actions' },
    canReply && tool('Reply in thread', 'thread', () => context.openThread(message.ts)),
    tool('Raw blocks', 'code', () => context.showRaw(message)),
  );
}

function tool(label: string, name: IconName, onclick: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'icon-button', title: label, 'aria-label': label, onclick },
    icon(name),
  );
}
