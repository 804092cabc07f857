// Connects the blocks of a message to the app: what was chosen, and where a click goes.
import type { MessageView, WorkspaceView } from '../protocol.ts';
import { awaitAnswer } from './awaiting.ts';
import type { BlockHost } from './blocks/host.ts';
import type { Choice } from './choices.ts';
import { collectState, type FormValues } from './form_state.ts';
import { post } from './server.ts';
import { namesOf } from './users.ts';
import { messageKey } from './workspace.ts';

/** What people chose in messages, for as long as the page is open. */
const valuesByMessage = new Map<string, FormValues>();

function valuesOf(message: MessageView, user: string): FormValues {
  const key = `${user}/${messageKey(message)}`;
  const values = valuesByMessage.get(key) ?? new Map();
  valuesByMessage.set(key, values);
  return values;
}

export function messageHost(message: MessageView, workspace: WorkspaceView, acted: () => void): BlockHost {
  const values = valuesOf(message, workspace.user);
  return {
    surface: 'message',
    names: namesOf(workspace),
    values,
    errors: {},
    conversations: () => conversationChoices(workspace),
    people: () => peopleChoices(workspace),
    act: (blockId, actionId, value) => {
      acted();
      awaitAnswer();
      return post('action', {
        ...value,
        user: workspace.user,
        channel: message.channel,
        message_ts: message.ts,
        block_id: blockId,
        action_id: actionId,
        state: collectState(message.blocks, values),
      });
    },
  };
}

export function conversationChoices(workspace: WorkspaceView): readonly Choice[] {
  return workspace.channels.map((channel) => ({
    value: channel.id,
    label: channel.kind === 'channel' ? `#${channel.name}` : channel.name,
  }));
}

export function peopleChoices(workspace: WorkspaceView): readonly Choice[] {
  return workspace.users
    .filter((user) => !user.is_app)
    .map((user) => ({ value: user.id, label: user.real_name, detail: user.title }));
}
