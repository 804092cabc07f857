// What the app is told when a person does something: slash commands, clicks, submitted modals, mentions.
import { type FoundElement, optionsOf } from '../blocks.ts';
import { messageJson } from '../messages.ts';
import { viewJson } from '../modals.ts';
import type { ActionPost, JsonObject, ViewState } from '../protocol.ts';
import type { Channel, Message, Modal } from '../state.ts';
import type { Workspace } from '../workspace.ts';

/** Slack's old verification token; signatures have replaced it, the field is still there. */
const TOKEN = 'playground';

/** A click as posted; the block may be left to be found by its action. */
export type Given = Omit<ActionPost, 'block_id'> & { readonly block_id?: string };

interface Reach {
  readonly trigger_id: string;
  readonly response_url: string;
}

export function slashPayload(
  workspace: Workspace,
  user: string,
  channel: Channel,
  line: { readonly command: string; readonly text: string },
  reach: Reach,
): JsonObject {
  const { team, app } = workspace.state();
  return {
    token: TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.dm_user ? 'directmessage' : channel.name,
    user_id: user,
    user_name: userName(workspace, user),
    ...line,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    ...reach,
  };
}

export function messageActionPayload(
  workspace: Workspace,
  message: Message,
  found: FoundElement,
  post: Given,
  reach: Reach,
): JsonObject {
  const channel = workspace.state().channels.find((c) => c.id === message.channel);
  const isPrivate = message.ephemeralFor !== undefined;
  return {
    type: 'block_actions',
    ...who(workspace, post.user),
    ...reach,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isPrivate,
      ...(message.thread_ts && { thread_ts: message.thread_ts }),
    },
    channel: { id: message.channel, name: channel?.dm_user ? 'directmessage' : (channel?.name ?? '') },
    ...(!isPrivate && { message: messageJson(workspace, message, true) }),
    state: { values: stateJson(post.state) },
    actions: [actionOf(workspace, found, post)],
  };
}

export function viewActionPayload(
  workspace: Workspace,
  modal: Modal,
  found: FoundElement,
  post: Given,
  trigger_id: string,
): JsonObject {
  return {
    type: 'block_actions',
    ...who(workspace, post.user),
    trigger_id,
    container: { type: 'view', view_id: modal.id },
    view: viewJson(workspace, modal, post.state),
    actions: [actionOf(workspace, found, post)],
  };
}

export function viewSubmissionPayload(
  workspace: Workspace,
  modal: Modal,
  state: ViewState,
  trigger_id: string,
): JsonObject {
  const view = viewJson(workspace, modal, state);
  return { type: 'view_submission', ...who(workspace, modal.user), trigger_id, view, response_urls: [] };
}

export function viewClosedPayload(workspace: Workspace, modal: Modal, isCleared: boolean): JsonObject {
  const view = viewJson(workspace, modal);
  return { type: 'view_closed', ...who(workspace, modal.user), view, is_cleared: isCleared };
}

/** app_mention in a channel, message.im in a direct message. */
export function eventPayload(workspace: Workspace, message: Message, isDirect: boolean): JsonObject {
  const { team, app } = workspace.state();
  const event = {
    ...messageJson(workspace, message),
    type: isDirect ? 'message' : 'app_mention',
    ...(isDirect && { channel_type: 'im' }),
    channel: message.channel,
    event_ts: message.ts,
  };
  const bot = { team_id: team.id, user_id: app.user, is_bot: true, is_enterprise_install: false };
  return {
    type: 'event_callback',
    token: TOKEN,
    team_id: team.id,
    api_app_id: app.id,
    event,
    event_id: workspace.newId('Ev'),
    event_time: Math.floor(Number(message.ts)),
    authorizations: [{ enterprise_id: null, ...bot }],
    is_ext_shared_channel: false,
  };
}

function who(workspace: Workspace, user: string): JsonObject {
  const { team, app } = workspace.state();
  const name = userName(workspace, user);
  return {
    user: { id: user, username: name, name, team_id: team.id },
    api_app_id: app.id,
    token: TOKEN,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function userName(workspace: Workspace, user: string): string {
  return workspace.state().users.find((u) => u.id === user)?.name ?? '';
}

function stateJson(state: ViewState | undefined): JsonObject {
  return (state ?? {}) as unknown as JsonObject;
}

/** A button's value and an option's text come from the message, never from the click. */
function actionOf(workspace: Workspace, { block_id, element }: FoundElement, post: Given): JsonObject {
  const type = element.type ?? '';
  const chosen = type === 'button' ? pick(element, /^(text|value|url)$/) : chosenValue(element, post);
  return { type, action_id: post.action_id, block_id, ...chosen, action_ts: workspace.nextTs() };
}

function chosenValue(element: JsonObject, post: Given): JsonObject {
  const given = pick(post as unknown as JsonObject, /^(value|selected_.*)$/);
  const option = optionsOf(element).find((o) => o.value === post.selected_option?.value);
  return { ...pick(element, /^placeholder$/), ...given, ...(option && { selected_option: option }) };
}

function pick(from: JsonObject, keys: RegExp): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.test(key)));
}
