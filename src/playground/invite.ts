// Bringing the app into a channel: the workspace's own command, and its private word when somebody speaks to an app that is not there.
import type { Ack } from './delivery/courier.ts';
import { postMessage } from './messages.ts';
import { type Channel, findChannel } from './state.ts';
import { INVITE, WORKSPACE_USER } from './ui/built_in.ts';
import type { Workspace } from './workspace.ts';

const DONE: Ack = { ok: true, ms: 0, body: {} };

interface Invitation {
  readonly user: string;
  readonly channel: string;
  /** '@usage-copilot' */
  readonly whom: string;
}

/** The app is not told: it notices when it is spoken to. */
export function invite(workspace: Workspace, { user, channel: id, whom }: Invitation): Ack {
  const { app, users, channels } = workspace.state();
  const channel = channels.find((one) => one.id === id) ?? findChannel(workspace.state(), id)!;
  const handle = users.find((one) => one.id === app.user)?.name ?? app.name;
  const named = whom.trim().replace(/^@/, '').toLowerCase();
  if (named !== handle.toLowerCase() && named !== app.name.toLowerCase() && !whom.includes(app.user)) {
    say(
      workspace,
      channel,
      user,
      `Nobody called "${whom.trim()}" can be invited. Try \`${INVITE} @${handle}\`.`,
    );
    return DONE;
  }
  if (channel.app_is_member) say(workspace, channel, user, `${app.name} is here already.`);
  else {
    workspace.dispatch({ kind: 'channel_changed', channel: { ...channel, app_is_member: true } });
    postMessage(workspace, {
      channel,
      user,
      text: `brought <@${app.user}> into this channel.`,
      subtype: 'channel_join',
    });
  }
  return DONE;
}

/** A mention where the app is not a member reaches nobody; the person who wrote it is told so beside it. */
export function sayNotHere(workspace: Workspace, channel: Channel, user: string, thread?: string): void {
  const { app, users } = workspace.state();
  const handle = users.find((one) => one.id === app.user)?.name ?? app.name;
  const text = `${app.name} is not in #${channel.name}, so it did not see this. Send \`${INVITE} @${handle}\` here, then ask again.`;
  say(workspace, channel, user, text, thread);
}

function say(
  workspace: Workspace,
  channel: Channel,
  ephemeralFor: string,
  text: string,
  thread?: string,
): void {
  postMessage(workspace, {
    channel,
    user: WORKSPACE_USER,
    ephemeralFor,
    text,
    ...(thread && { thread_ts: thread }),
  });
}
