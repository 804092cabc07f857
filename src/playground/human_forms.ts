// What a person does in a modal, and what the app's answer to it means.
import { ApiFailure } from './api_failure.ts';
import { findElement } from './blocks.ts';
import type { Ack, Courier } from './delivery/courier.ts';
import { viewActionPayload, viewClosedPayload, viewSubmissionPayload } from './delivery/payloads.ts';
import { closeAll, closeModal, pushModal, replaceModal, viewSchema } from './modals.ts';
import type { ElementValue, JsonObject, UiPosts, ViewState } from './protocol.ts';
import { type Channel, findChannel, findModal, type Modal } from './state.ts';
import { issueTrigger } from './triggers.ts';
import type { Workspace } from './workspace.ts';

/** A channel this person may look into: nobody reads another's direct messages. */
export function channelSeenBy(workspace: Workspace, key: string, user: string): Channel {
  const isPerson = workspace.state().users.some((u) => u.id === user && !u.is_app);
  if (!isPerson) throw new ApiFailure('user_not_found');
  const channel = findChannel(workspace.state(), key);
  if (!channel || (channel.dm_user && channel.dm_user !== user)) throw new ApiFailure('channel_not_found');
  return channel;
}

export function makeForms(workspace: Workspace, courier: Courier) {
  return {
    viewAction: (post: UiPosts['view_action']) => viewAction(workspace, courier, post),
    submitView: (post: UiPosts['view_submit']) => submitView(workspace, courier, post),
    closeView: (post: UiPosts['view_close']) => closeView(workspace, courier, post),
  };
}

function modalSeen(workspace: Workspace, post: { user: string; view_id: string }): Modal {
  const modal = findModal(workspace.state(), post.view_id);
  if (!modal || modal.user !== post.user) throw new ApiFailure('view_not_found');
  return modal;
}

async function viewAction(
  workspace: Workspace,
  courier: Courier,
  post: UiPosts['view_action'],
): Promise<Ack> {
  const modal = modalSeen(workspace, post);
  const found = findElement(modal.blocks, post.action_id, post.block_id);
  if (!found) throw new ApiFailure('no_such_element');
  const trigger = issueTrigger(workspace, post.user);
  return courier.deliver({
    type: 'interactive',
    name: 'block_actions',
    payload: viewActionPayload(workspace, modal, found, post, trigger),
    user: post.user,
    complaint: 'That failed',
  });
}

async function submitView(
  workspace: Workspace,
  courier: Courier,
  post: UiPosts['view_submit'],
): Promise<Ack> {
  const modal = modalSeen(workspace, post);
  const missing = missingInputs(modal, post.state);
  if (Object.keys(missing).length > 0) {
    announceErrors(workspace, modal, missing);
    return { ok: true, ms: 0, body: {} };
  }
  const trigger = issueTrigger(workspace, post.user);
  const ack = await courier.deliver({
    type: 'interactive',
    name: 'view_submission',
    payload: viewSubmissionPayload(workspace, modal, post.state, trigger),
    user: post.user,
    complaint: 'The form is still open',
  });
  if (ack.ok) obey(workspace, modal, ack.body);
  return ack;
}

/** Slack itself asks for required inputs before it bothers the app. */
function missingInputs(modal: Modal, state: ViewState): Record<string, string> {
  const required = modal.blocks.filter((block) => block.type === 'input' && block.optional !== true);
  const missing = required.filter(({ block_id }) => !Object.values(state[block_id] ?? {}).some(isFilled));
  return Object.fromEntries(missing.map(({ block_id }) => [block_id, 'Please fill in this field.']));
}

function isFilled({ type: _, ...values }: ElementValue): boolean {
  return Object.values(values).some((v) => v !== null && v !== undefined && v !== '' && !isEmptyList(v));
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** `response_action` of the ack; without one the modal closes. The app may have closed it meanwhile. */
function obey(workspace: Workspace, modal: Modal, body: JsonObject): void {
  if (!findModal(workspace.state(), modal.id)) return;
  const { response_action, view, errors } = body;
  if (response_action === 'errors') announceErrors(workspace, modal, errors as Record<string, string>);
  else if (response_action === 'update')
    showView(workspace, modal, view, (v) => replaceModal(workspace, modal, v));
  else if (response_action === 'push')
    showView(workspace, modal, view, (v) => pushModal(workspace, modal.user, v));
  else if (response_action === 'clear') closeAll(workspace, modal.user);
  else closeModal(workspace, modal);
}

type Show = (view: ReturnType<typeof viewSchema.parse>) => void;

/** A view that breaks Slack's limits is not shown, and somebody has to hear why. */
function showView(workspace: Workspace, modal: Modal, view: unknown, show: Show): void {
  try {
    const parsed = viewSchema.safeParse(view);
    if (!parsed.success) throw new ApiFailure('invalid_arguments');
    show(parsed.data);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    workspace.toast(
      'error',
      `The app answered with a view that cannot be shown (${error.error}).`,
      modal.user,
    );
  }
}

function announceErrors(workspace: Workspace, modal: Modal, errors: Record<string, string>): void {
  const unknown = Object.keys(errors).filter((id) => !modal.blocks.some((block) => block.block_id === id));
  if (unknown.length > 0) {
    workspace.toast(
      'error',
      `The app reported errors for unknown blocks: ${unknown.join(', ')}.`,
      modal.user,
    );
  }
  workspace.announce({ type: 'view_errors', view_id: modal.id, errors }, modal.user);
}

/** Cancel closes the top modal, the cross all of them; apps that asked for it are told. */
async function closeView(workspace: Workspace, courier: Courier, post: UiPosts['view_close']): Promise<Ack> {
  const modal = modalSeen(workspace, post);
  const isCleared = post.clear === true || modal.source.clear_on_close === true;
  if (isCleared) closeAll(workspace, modal.user);
  else closeModal(workspace, modal);
  if (modal.source.notify_on_close !== true) return { ok: true, ms: 0, body: {} };
  return courier.deliver({
    type: 'interactive',
    name: 'view_closed',
    payload: viewClosedPayload(workspace, modal, isCleared),
    user: post.user,
    complaint: 'The app was not told that the form was closed',
  });
}
