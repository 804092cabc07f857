// The stack of modals in front of one person.
import { z } from 'zod';
import { ApiFailure } from './api_failure.ts';
import { acceptBlocks } from './blocks.ts';
import { object } from './methods/method.ts';
import type { JsonObject, ViewState } from './protocol.ts';
import type { Modal } from './state.ts';
import type { Workspace } from './workspace.ts';

const STACK_LIMIT = 3;

const label = z.object({ type: z.literal('plain_text'), text: z.string().min(1).max(24) });

/** Slack's limits of a modal; those of its blocks are checked with the blocks. */
export const viewSchema = z.looseObject({
  type: z.literal('modal'),
  title: label,
  submit: label.optional(),
  close: label.optional(),
  blocks: z.array(object).max(100),
  callback_id: z.string().max(255).default(''),
  private_metadata: z.string().max(3000).default(''),
  notify_on_close: z.boolean().default(false),
  clear_on_close: z.boolean().default(false),
});
type ViewSource = z.output<typeof viewSchema>;

function stackOf(workspace: Workspace, user: string): readonly Modal[] {
  return workspace.state().modals[user] ?? [];
}

export function pushModal(workspace: Workspace, user: string, source: ViewSource): Modal {
  const stack = stackOf(workspace, user);
  if (stack.length >= STACK_LIMIT) throw new ApiFailure('push_limit_reached');
  const id = workspace.newId('V');
  const below = stack.at(-1);
  const place = { id, user, root_id: below?.root_id ?? id, ...(below && { previous_id: below.id }) };
  const modal = buildModal(workspace, place, source);
  workspace.dispatch({ kind: 'modals_set', user, modals: [...stack, modal] });
  return modal;
}

export function replaceModal(workspace: Workspace, old: Modal, source: ViewSource): Modal {
  const modal = buildModal(workspace, old, source);
  const modals = stackOf(workspace, old.user).map((m) => (m.id === old.id ? modal : m));
  workspace.dispatch({ kind: 'modals_set', user: old.user, modals });
  return modal;
}

/** Closes this modal and whatever lies on top of it. */
export function closeModal(workspace: Workspace, modal: Modal): void {
  const stack = stackOf(workspace, modal.user);
  const modals = stack.slice(
    0,
    stack.findIndex((m) => m.id === modal.id),
  );
  workspace.dispatch({ kind: 'modals_set', user: modal.user, modals });
}

export function closeAll(workspace: Workspace, user: string): void {
  if (stackOf(workspace, user).length > 0) workspace.dispatch({ kind: 'modals_set', user, modals: [] });
}

type Place = Pick<Modal, 'id' | 'user' | 'root_id' | 'previous_id'>;

function buildModal(workspace: Workspace, place: Place, source: ViewSource): Modal {
  const hasInput = source.blocks.some((block) => block.type === 'input');
  if (hasInput && !source.submit) throw new ApiFailure('invalid_arguments');
  return {
    id: place.id,
    user: place.user,
    root_id: place.root_id,
    ...(place.previous_id !== undefined && { previous_id: place.previous_id }),
    callback_id: source.callback_id,
    title: source.title.text,
    ...(source.submit && { submit: source.submit.text }),
    ...(source.close && { close: source.close.text }),
    blocks: acceptBlocks(workspace, source.blocks, 'view'),
    hash: `${workspace.nextTs()}.${place.id.slice(-4)}`,
    source: source as unknown as JsonObject,
  };
}

/** The view as methods return it and payloads carry it. */
export function viewJson(workspace: Workspace, modal: Modal, values: ViewState = {}): JsonObject {
  const { team, app } = workspace.state();
  return {
    submit: null,
    close: null,
    ...modal.source,
    id: modal.id,
    team_id: team.id,
    app_id: app.id,
    bot_id: app.bot,
    app_installed_team_id: team.id,
    blocks: modal.blocks,
    hash: modal.hash,
    root_view_id: modal.root_id,
    previous_view_id: modal.previous_id ?? null,
    external_id: '',
    state: { values: values as unknown as JsonObject },
  };
}
