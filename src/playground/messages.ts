// Posting, changing and showing messages, whoever asks for it: a method, a response_url, an ack or a person.

import { ApiFailure } from './api_failure.ts';
import { acceptBlocks } from './blocks.ts';
import type { FileView, JsonObject } from './protocol.ts';
import { type Channel, findMessage, type Message } from './state.ts';
import type { Workspace } from './workspace.ts';

/** Slack cuts text beyond this. */
const TEXT_LIMIT = 40_000;

interface Content {
  readonly text?: string | undefined;
  readonly blocks?: readonly JsonObject[] | undefined;
  readonly metadata?: JsonObject | undefined;
}

interface Draft extends Content {
  readonly channel: Channel;
  /** Absent: the app itself. */
  readonly user?: string;
  readonly thread_ts?: string | undefined;
  readonly ephemeralFor?: string;
  readonly files?: readonly FileView[];
  readonly subtype?: string;
}

export function postMessage(workspace: Workspace, draft: Draft): Message {
  const message = buildMessage(workspace, draft);
  workspace.dispatch({ kind: 'message_posted', message });
  return message;
}

function buildMessage(workspace: Workspace, draft: Draft): Message {
  const { app } = workspace.state();
  const root = threadRoot(workspace, draft);
  return {
    channel: draft.channel.id,
    ts: workspace.nextTs(),
    user: draft.user ?? app.user,
    text: (draft.text ?? '').slice(0, TEXT_LIMIT),
    blocks: acceptBlocks(workspace, draft.blocks ?? [], 'message'),
    files: draft.files ?? [],
    reply_count: 0,
    reactions: [],
    ...(draft.user === undefined && { bot_id: app.bot }),
    ...(root && { thread_ts: root }),
    ...(draft.ephemeralFor && { ephemeralFor: draft.ephemeralFor }),
    ...(draft.subtype && { subtype: draft.subtype }),
    ...(draft.metadata && { metadata: draft.metadata }),
  };
}

/** A reply to a reply belongs to the same thread. */
function threadRoot(workspace: Workspace, draft: Draft): string | undefined {
  if (!draft.thread_ts) return undefined;
  const parent = findMessage(workspace.state(), draft.channel.id, draft.thread_ts);
  if (!parent) throw new ApiFailure('thread_not_found');
  return parent.thread_ts ?? parent.ts;
}

export function requireContent(content: Content): void {
  if (!content.text && !content.blocks?.length) throw new ApiFailure('no_text');
}

/** New text without blocks removes the blocks, and only then the message is marked as edited; as Slack does it. */
export function changeMessage(workspace: Workspace, message: Message, content: Content): Message {
  const blocks = content.blocks ?? (content.text === undefined ? message.blocks : []);
  const changed: Message = {
    ...message,
    text: (content.text ?? message.text).slice(0, TEXT_LIMIT),
    blocks: acceptBlocks(workspace, blocks, 'message'),
    ...(blocks.length === 0 && { edited: { user: message.user, ts: workspace.nextTs() } }),
    ...(content.metadata && { metadata: content.metadata }),
  };
  workspace.dispatch({ kind: 'message_changed', message: changed });
  return changed;
}

/** A deleted root leaves a stone, so that its replies keep a place. */
export function deleteMessage(workspace: Workspace, message: Message): void {
  if (message.reply_count === 0) {
    workspace.dispatch({ kind: 'message_deleted', channel: message.channel, ts: message.ts });
    return;
  }
  const stone = {
    ...message,
    text: 'This message was deleted.',
    blocks: [],
    files: [],
    subtype: 'tombstone',
  };
  workspace.dispatch({ kind: 'message_changed', message: stone });
}

/** The message as methods and payloads return it. */
export function messageJson(workspace: Workspace, message: Message, withMetadata = false): JsonObject {
  const { app, team } = workspace.state();
  const {
    channel: _,
    files,
    reply_count,
    reactions,
    ephemeralFor: __,
    metadata,
    thread_ts,
    ...own
  } = message;
  const thread = thread_ts ?? (reply_count > 0 ? message.ts : undefined);
  return {
    type: 'message',
    ...own,
    team: team.id,
    ...(message.bot_id && { app_id: app.id }),
    ...(thread && { thread_ts: thread }),
    ...(reply_count > 0 && { reply_count }),
    ...(files.length > 0 && { files: files.map((file) => ({ ...file })) }),
    ...(reactions.length > 0 && { reactions: reactions.map((r) => ({ ...r, count: r.users.length })) }),
    ...(withMetadata && metadata && { metadata }),
  };
}
