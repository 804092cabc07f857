// conversations.*: where the app is and what was said there.
import { z } from 'zod';
import { ApiFailure } from '../api_failure.ts';
import { messageJson } from '../messages.ts';
import type { JsonObject } from '../protocol.ts';
import { type Channel, type Message, membersOf } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { channelOf, count, flag, joinedChannel, type MethodTable, method } from './method.ts';

const READ = ['channels:read', 'im:read'];
const HISTORY = ['channels:history', 'im:history'];

const one = z.object({ channel: z.string() });
const range = {
  channel: z.string(),
  limit: count(100),
  oldest: z.string().default('0'),
  latest: z.string().optional(),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
};

export const conversationMethods: MethodTable = {
  'conversations.list': method(
    READ,
    z.object({ types: z.string().default('public_channel') }),
    ({ types }, workspace) => {
      const kinds = types.split(',').map((type) => (type.trim() === 'im' ? 'dm' : 'channel'));
      const channels = workspace.state().channels.filter((c) => kinds.includes(c.kind));
      return { channels: channels.map(channelJson), ...lastPage };
    },
  ),
  'conversations.info': method(READ, one, ({ channel }, workspace) => {
    return { channel: channelJson(channelOf(workspace, channel)) };
  }),
  'conversations.members': method(READ, one, ({ channel }, workspace) => {
    return { members: membersOf(workspace.state(), channelOf(workspace, channel)), ...lastPage };
  }),
  'conversations.join': method('channels:join', one, ({ channel }, workspace) => {
    const joined = { ...channelOf(workspace, channel), app_is_member: true };
    workspace.dispatch({ kind: 'channel_changed', channel: joined });
    return { channel: channelJson(joined) };
  }),
  'conversations.open': method('im:write', z.object({ users: z.string() }), ({ users }, workspace) => {
    const channel = workspace.state().channels.find((c) => c.dm_user === users);
    if (!channel) throw new ApiFailure('user_not_found');
    return { channel: channelJson(channel) };
  }),
  'conversations.history': method(HISTORY, z.object(range), (args, workspace) => {
    const roots = messagesOf(workspace, args.channel).filter((m) => !m.thread_ts && isWithin(m, args));
    return page(workspace, roots.reverse(), args);
  }),
  'conversations.replies': method(HISTORY, z.object({ ...range, ts: z.string() }), (args, workspace) => {
    const all = messagesOf(workspace, args.channel);
    if (!all.some((m) => m.ts === args.ts)) throw new ApiFailure('thread_not_found');
    const thread = all.filter((m) => m.ts === args.ts || (m.thread_ts === args.ts && isWithin(m, args)));
    return page(workspace, thread, args);
  }),
};

/** The workspace is small: everything fits on the first page. */
const lastPage: JsonObject = { response_metadata: { next_cursor: '' } };

interface Range {
  readonly limit: number;
  readonly oldest: string;
  readonly latest?: string | undefined;
  readonly inclusive: boolean;
  readonly include_all_metadata: boolean;
}

function messagesOf(workspace: Workspace, key: string): Message[] {
  const { id } = joinedChannel(workspace, key);
  return workspace.state().messages.filter((m) => m.channel === id && !m.ephemeralFor);
}

function isWithin({ ts }: Message, { oldest, latest, inclusive }: Range): boolean {
  if (inclusive && (ts === oldest || ts === latest)) return true;
  return Number(ts) > Number(oldest) && (latest === undefined || Number(ts) < Number(latest));
}

function page(workspace: Workspace, found: readonly Message[], args: Range): JsonObject {
  const shown = found.slice(0, args.limit);
  return {
    messages: shown.map((m) => messageJson(workspace, m, args.include_all_metadata)),
    has_more: found.length > shown.length,
    ...lastPage,
  };
}

function channelJson(channel: Channel): JsonObject {
  const { id, name, topic, dm_user } = channel;
  if (dm_user) return { id, user: dm_user, is_im: true, is_channel: false };
  const kind = { is_channel: true, is_im: false, is_private: false, is_archived: false };
  return { id, name, ...kind, is_member: channel.app_is_member, topic: { value: topic } };
}
