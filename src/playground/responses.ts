// response_url: how the app answers a command or a click later, five times within thirty minutes.
import { ApiFailure } from './api_failure.ts';
import { changeMessage, deleteMessage, postMessage, requireContent } from './messages.ts';
import type { JsonObject } from './protocol.ts';
import { findChannel, findMessage, type Message, type ResponseUrl } from './state.ts';
import type { Workspace } from './workspace.ts';

const USES = 5;
const LIFE_MS = 30 * 60_000;

export type ReplyTo = Omit<ResponseUrl, 'issued_ms' | 'uses'>;

export function issueResponseUrl(workspace: Workspace, to: ReplyTo): string {
  const id = workspace.newId('R');
  const value = { ...to, issued_ms: workspace.now().getTime(), uses: 0 };
  workspace.dispatch({ kind: 'response_url_set', id, value });
  return `${workspace.settings.url}/response/${id}`;
}

/** A POST to a response_url; throws ApiFailure. */
export function useResponseUrl(workspace: Workspace, id: string, body: JsonObject): void {
  const url = workspace.state().response_urls[id];
  if (!url || workspace.now().getTime() - url.issued_ms > LIFE_MS) throw new ApiFailure('expired_url');
  if (url.uses >= USES) throw new ApiFailure('used_url');
  workspace.dispatch({ kind: 'response_url_set', id, value: { ...url, uses: url.uses + 1 } });
  const source = url.source_ts ? findMessage(workspace.state(), url.channel, url.source_ts) : undefined;
  if (isTrue(body.delete_original) && source) deleteMessage(workspace, source);
  else if (isTrue(body.replace_original) && source) replace(workspace, source, body);
  else answer(workspace, url, body);
}

/** A new message: for the person alone unless it says `in_channel`. */
export function answer(workspace: Workspace, to: ReplyTo, body: JsonObject): void {
  const content = contentOf(body);
  requireContent(content);
  const channel = findChannel(workspace.state(), to.channel);
  if (!channel) throw new ApiFailure('channel_not_found');
  const thread_ts = typeof body.thread_ts === 'string' ? body.thread_ts : to.thread_ts;
  const isPrivate = body.response_type !== 'in_channel';
  postMessage(workspace, { ...content, channel, thread_ts, ...(isPrivate && { ephemeralFor: to.user }) });
}

function replace(workspace: Workspace, source: Message, body: JsonObject): void {
  const content = contentOf(body);
  requireContent(content);
  changeMessage(workspace, source, content);
}

/** What an ack of a slash command may carry along. */
export function hasContent(body: JsonObject): boolean {
  return typeof body.text === 'string' || Array.isArray(body.blocks);
}

function contentOf(body: JsonObject) {
  return {
    text: typeof body.text === 'string' ? body.text : undefined,
    blocks: Array.isArray(body.blocks) ? (body.blocks as readonly JsonObject[]) : undefined,
  };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
