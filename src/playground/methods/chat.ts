// chat.* and reactions.add: what the app says.
import { z } from 'zod';
import { ApiFailure } from '../api_failure.ts';
import { changeMessage, deleteMessage, messageJson, postMessage, requireContent } from '../messages.ts';
import { type Channel, findMessage, type Message, membersOf } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { blockList, channelOf, joinedChannel, json, type MethodTable, method, object } from './method.ts';

const content = {
  text: z.string().optional(),
  blocks: blockList.optional(),
  metadata: json(object).optional(),
};
const target = { channel: z.string(), ts: z.string() };

export const chatMethods: MethodTable = {
  'chat.postMessage': method(
    'chat:write',
    z.object({ channel: z.string(), thread_ts: z.string().optional(), ...content }),
    (args, workspace) => {
      requireContent(args);
      const message = postMessage(workspace, { ...args, channel: writableChannel(workspace, args.channel) });
      return { channel: message.channel, ts: message.ts, message: messageJson(workspace, message, true) };
    },
  ),
  'chat.update': method('chat:write', z.object({ ...target, ...content }), (args, workspace) => {
    if (args.text === undefined && args.blocks === undefined) throw new ApiFailure('no_text');
    const message = changeMessage(workspace, ownMessage(workspace, args, 'cant_update_message'), args);
    return {
      channel: message.channel,
      ts: message.ts,
      text: message.text,
      message: messageJson(workspace, message),
    };
  }),
  'chat.delete': method('chat:write', z.object(target), (args, workspace) => {
    const message = ownMessage(workspace, args, 'cant_delete_message');
    deleteMessage(workspace, message);
    return { channel: message.channel, ts: message.ts };
  }),
  'chat.postEphemeral': method(
    'chat:write',
    z.object({ channel: z.string(), user: z.string(), thread_ts: z.string().optional(), ...content }),
    (args, workspace) => {
      requireContent(args);
      const { user, ...draft } = args;
      const channel = joinedChannel(workspace, args.channel);
      if (!membersOf(workspace.state(), channel).includes(user)) throw new ApiFailure('user_not_in_channel');
      const message = postMessage(workspace, { ...draft, channel, ephemeralFor: user });
      return { message_ts: message.ts };
    },
  ),
  'chat.getPermalink': method(
    [],
    z.object({ channel: z.string(), message_ts: z.string() }),
    ({ channel, message_ts }, workspace) => {
      const message = messageAt(workspace, channelOf(workspace, channel), message_ts);
      const path = `/archives/${message.channel}/p${message.ts.replace('.', '')}`;
      return { channel: message.channel, permalink: workspace.settings.url + path };
    },
  ),
  'reactions.add': method(
    'reactions:write',
    z.object({ channel: z.string(), timestamp: z.string(), name: z.string().min(1) }),
    ({ channel, timestamp, name }, workspace) => {
      const message = messageAt(workspace, joinedChannel(workspace, channel), timestamp);
      workspace.dispatch({ kind: 'message_changed', message: withReaction(message, name, workspace) });
      return {};
    },
  ),
};

/** With chat:write.public the app may post in public channels nobody invited it to. */
function writableChannel(workspace: Workspace, key: string): Channel {
  const isPublic = workspace.settings.scopes.includes('chat:write.public');
  return isPublic ? channelOf(workspace, key) : joinedChannel(workspace, key);
}

/** Private messages cannot be reached by methods, only by the response_url of a click on them. */
function messageAt(workspace: Workspace, channel: Channel, ts: string): Message {
  const message = findMessage(workspace.state(), channel.id, ts);
  if (!message || message.ephemeralFor) throw new ApiFailure('message_not_found');
  return message;
}

function ownMessage(workspace: Workspace, at: { channel: string; ts: string }, otherwise: string): Message {
  const message = messageAt(workspace, channelOf(workspace, at.channel), at.ts);
  if (message.user !== workspace.state().app.user) throw new ApiFailure(otherwise);
  return message;
}

function withReaction(message: Message, name: string, workspace: Workspace): Message {
  const { user } = workspace.state().app;
  const known = message.reactions.find((r) => r.name === name);
  if (known?.users.includes(user)) throw new ApiFailure('already_reacted');
  const others = message.reactions.filter((r) => r !== known);
  return { ...message, reactions: [...others, { name, users: [...(known?.users ?? []), user] }] };
}
