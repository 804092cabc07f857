// A person at the workspace: what the page does when someone types or clicks, and what tests do in their place.
import { ApiFailure } from './api_failure.ts';
import { findElement, optionsOf } from './blocks.ts';
import type { Ack, Courier } from './delivery/courier.ts';
import { eventPayload, type Given, messageActionPayload, slashPayload } from './delivery/payloads.ts';
import { channelSeenBy, makeForms } from './human_forms.ts';
import { invite, sayNotHere } from './invite.ts';
import { postMessage } from './messages.ts';
import type { UiEvent, UiPosts } from './protocol.ts';
import { answer, hasContent, issueResponseUrl, type ReplyTo } from './responses.ts';
import { findMessage, type Message, type Modal } from './state.ts';
import { issueTrigger } from './triggers.ts';
import { INVITE } from './ui/built_in.ts';
import { waitFor } from './waiting.ts';
import type { Workspace } from './workspace.ts';

interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}

interface Click {
  readonly user: string;
  readonly message: MessageRef;
  readonly action_id: string;
  /** Needed only when two blocks have the same action. */
  readonly block_id?: string;
}

export interface Human {
  slash(post: UiPosts['slash']): Promise<Ack>;
  message(post: UiPosts['message']): Promise<Ack>;
  /** The text is put behind a mention of the app. */
  mention(post: UiPosts['message']): Promise<Ack>;
  dm(post: Omit<UiPosts['message'], 'channel'>): Promise<Ack>;
  action(post: UiPosts['action']): Promise<Ack>;
  click(click: Click): Promise<Ack>;
  /** Chooses the option with this value. */
  select(click: Click & { readonly value: string }): Promise<Ack>;
  viewAction(post: UiPosts['view_action']): Promise<Ack>;
  submitView(post: UiPosts['view_submit']): Promise<Ack>;
  closeView(post: UiPosts['view_close']): Promise<Ack>;
  /** The newest message that fits, as soon as there is one. */
  waitForMessage(fits: (message: Message) => boolean, timeoutMs?: number): Promise<Message>;
  waitForModal(fits: (modal: Modal) => boolean, timeoutMs?: number): Promise<Modal>;
  /** The next event that fits; what happened before does not count. */
  waitForEvent(fits: (event: UiEvent) => boolean, timeoutMs?: number): Promise<UiEvent>;
}

const NOTHING_TO_DELIVER: Ack = { ok: true, ms: 0, body: {} };

export function makeHuman(workspace: Workspace, courier: Courier): Human {
  return {
    ...makeForms(workspace, courier),
    ...waitFor(workspace),
    slash: (post) => slash(workspace, courier, post),
    message: (post) => message(workspace, courier, post),
    mention: (post) => {
      const text = `<@${workspace.state().app.user}> ${post.text}`;
      return message(workspace, courier, { ...post, text });
    },
    dm: (post) =>
      message(workspace, courier, { ...post, channel: channelSeenBy(workspace, post.user, post.user).id }),
    action: (post) => action(workspace, courier, post),
    click: ({ message: { channel, ts }, ...click }) =>
      action(workspace, courier, { ...click, channel, message_ts: ts }),
    select: ({ message: { channel, ts }, value, ...click }) =>
      action(workspace, courier, { ...click, channel, message_ts: ts, selected_option: { value } }),
  };
}

async function slash(workspace: Workspace, courier: Courier, post: UiPosts['slash']): Promise<Ack> {
  const channel = channelSeenBy(workspace, post.channel, post.user);
  const [command = '', ...words] = post.text.trim().split(/(?<=^\S+)\s+/);
  if (command === INVITE)
    return invite(workspace, { user: post.user, channel: channel.id, whom: words.join(' ') });
  if (!isKnown(workspace, command)) {
    workspace.toast('warning', `${command} is not a command here.`, post.user);
    return { ok: false, ms: 0, error: 'unknown_command', body: {} };
  }
  const to: ReplyTo = { user: post.user, channel: channel.id };
  const reach = {
    trigger_id: issueTrigger(workspace, post.user),
    response_url: issueResponseUrl(workspace, to),
  };
  const line = { command, text: words.join(' ') };
  const ack = await courier.deliver({
    type: 'slash_commands',
    name: 'slash_commands',
    payload: slashPayload(workspace, post.user, channel, line, reach),
    user: post.user,
    complaint: `${command} failed`,
  });
  if (hasContent(ack.body)) answer(workspace, to, ack.body);
  return ack;
}

/** Without a list of commands every word with a slash goes to the app. */
function isKnown(workspace: Workspace, command: string): boolean {
  const { commands } = workspace.state();
  const isListed = commands.length === 0 || commands.some((c) => c.command === command);
  return command.startsWith('/') && isListed && workspace.settings.scopes.includes('commands');
}

/** Everyone sees the message; the app hears of it in a direct message or when it is mentioned where it was invited. */
async function message(workspace: Workspace, courier: Courier, post: UiPosts['message']): Promise<Ack> {
  const channel = channelSeenBy(workspace, post.channel, post.user);
  const { app } = workspace.state();
  const isDirect = channel.kind === 'dm';
  const posted = postMessage(workspace, { ...post, channel });
  if (!isDirect && !post.text.includes(`<@${app.user}>`)) return NOTHING_TO_DELIVER;
  if (!channel.app_is_member) {
    sayNotHere(workspace, channel, post.user, post.thread_ts);
    return NOTHING_TO_DELIVER;
  }
  const scope = isDirect ? 'im:history' : 'app_mentions:read';
  if (!workspace.settings.scopes.includes(scope)) return NOTHING_TO_DELIVER;
  return courier.deliver({
    type: 'events_api',
    name: isDirect ? 'message.im' : 'app_mention',
    payload: eventPayload(workspace, posted, isDirect),
    user: post.user,
    complaint: `${app.name} did not get your message`,
  });
}

type MessageAction = Given & Pick<UiPosts['action'], 'channel' | 'message_ts'>;

async function action(workspace: Workspace, courier: Courier, post: MessageAction): Promise<Ack> {
  const source = messageSeen(workspace, post);
  const found = findElement(source.blocks, post.action_id, post.block_id);
  if (!found) throw new ApiFailure('no_such_element');
  const value = post.selected_option?.value;
  const isOffered = optionsOf(found.element).some((option) => option.value === value);
  if (value !== undefined && !isOffered) throw new ApiFailure('no_such_option');
  const to: ReplyTo = {
    user: post.user,
    channel: source.channel,
    source_ts: source.ts,
    ...(source.thread_ts && { thread_ts: source.thread_ts }),
  };
  const reach = {
    trigger_id: issueTrigger(workspace, post.user),
    response_url: issueResponseUrl(workspace, to),
  };
  return courier.deliver({
    type: 'interactive',
    name: 'block_actions',
    payload: messageActionPayload(workspace, source, found, post, reach),
    user: post.user,
    complaint: 'That failed',
  });
}

function messageSeen(workspace: Workspace, post: MessageAction): Message {
  channelSeenBy(workspace, post.channel, post.user);
  const found = findMessage(workspace.state(), post.channel, post.message_ts);
  if (!found || (found.ephemeralFor && found.ephemeralFor !== post.user))
    throw new ApiFailure('message_not_found');
  return found;
}
