// The stack of modals the app opened: the top one is shown, the others wait below it.
import type { ModalView, UiReply, WorkspaceView } from '../protocol.ts';
import { blocksView } from './blocks/block.ts';
import type { BlockHost } from './blocks/host.ts';
import { h, newId, replaceChildren } from './dom.ts';
import { collectState, type FormValues } from './form_state.ts';
import { icon } from './icons.ts';
import { conversationChoices, peopleChoices } from './message_host.ts';
import { post } from './server.ts';
import type { Store } from './store.ts';
import { namesOf } from './users.ts';
import type { UiState } from './workspace.ts';

/** What was typed, by modal, as long as the modal is open. */
const valuesByModal = new Map<string, FormValues>();

function valuesOf(modal: ModalView): FormValues {
  const values = valuesByModal.get(modal.id) ?? new Map();
  valuesByModal.set(modal.id, values);
  return values;
}

export function createModals(store: Store): HTMLDialogElement {
  const titleId = newId('modal');
  const dialog = h('dialog', { class: 'dialog modal', 'aria-labelledby': titleId });
  let shown: ModalView | null = null;
  store.subscribe((state, before) => {
    const modal = state.workspace?.modals.at(-1) ?? null;
    const errorsChanged = modal !== null && state.modalErrors[modal.id] !== before.modalErrors[modal.id];
    if (modal === shown && !errorsChanged) return;
    const isOther = modal?.id !== shown?.id;
    shown = modal;
    forgetClosed(state);
    if (modal === null || state.workspace === null) return dialog.close();
    drawModal(dialog, titleId, modal, state.workspace, state);
    if (!dialog.open) dialog.showModal();
    if (isOther || errorsChanged) focusFirst(dialog, errorsChanged);
  });
  const closeTop = () => shown && void closeModal(shown, false);
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    closeTop();
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    closeTop();
  });
  return dialog;
}

function forgetClosed(state: UiState): void {
  const open = new Set(state.workspace?.modals.map((modal) => modal.id));
  for (const id of valuesByModal.keys()) if (!open.has(id)) valuesByModal.delete(id);
}

function closeModal(modal: ModalView, clear: boolean): Promise<UiReply> {
  return post('view_close', { user: modal.user, view_id: modal.id, clear });
}

function modalHost(modal: ModalView, workspace: WorkspaceView, state: UiState): BlockHost {
  const values = valuesOf(modal);
  return {
    surface: 'modal',
    names: namesOf(workspace),
    values,
    errors: state.modalErrors[modal.id] ?? {},
    conversations: () => conversationChoices(workspace),
    people: () => peopleChoices(workspace),
    act: (blockId, actionId, value) =>
      post('view_action', {
        ...value,
        user: modal.user,
        view_id: modal.id,
        block_id: blockId,
        action_id: actionId,
        state: collectState(modal.blocks, values),
      }),
  };
}

function drawModal(
  dialog: HTMLDialogElement,
  titleId: string,
  modal: ModalView,
  workspace: WorkspaceView,
  state: UiState,
): void {
  const kept = keepPlace(dialog);
  const trouble = h('div', { class: 'modal-trouble', role: 'alert' });
  const form = h(
    'form',
    { class: 'modal-form', novalidate: true },
    h(
      'header',
      { class: 'modal-head' },
      h('h2', { id: titleId }, modal.title),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': 'Close',
          onclick: () => void closeModal(modal, true),
        },
        icon('close'),
      ),
    ),
    h('div', { class: 'modal-body' }, trouble, blocksView(modal.blocks, modalHost(modal, workspace, state))),
    footer(modal),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(modal, form, trouble);
  });
  replaceChildren(dialog, form);
  kept();
}

function footer(modal: ModalView): HTMLElement {
  const cancel = h(
    'button',
    { type: 'button', class: 'button button-large', onclick: () => void closeModal(modal, false) },
    modal.close ?? (modal.submit ? 'Cancel' : 'Close'),
  );
  const submitButton =
    modal.submit &&
    h('button', { type: 'submit', class: 'button button-large button-primary-solid' }, modal.submit);
  return h('footer', { class: 'modal-foot' }, cancel, submitButton);
}

async function submit(modal: ModalView, form: HTMLFormElement, trouble: HTMLElement): Promise<void> {
  if (form.getAttribute('aria-busy') === 'true') return;
  form.setAttribute('aria-busy', 'true');
  replaceChildren(trouble);
  const state = collectState(modal.blocks, valuesOf(modal));
  const reply = await post('view_submit', { user: modal.user, view_id: modal.id, state });
  form.removeAttribute('aria-busy');
  if (!reply.ok && reply.error !== 'view_errors')
    replaceChildren(trouble, icon('warning'), 'We had some trouble connecting. Try again?');
}

/** An update by the app must not move the page under somebody's fingers. */
function keepPlace(dialog: HTMLDialogElement): () => void {
  const scroll = dialog.querySelector('.modal-body')?.scrollTop ?? 0;
  const focused = dialog.contains(document.activeElement) ? document.activeElement : null;
  const action = focused?.getAttribute('data-action');
  return () => {
    const body = dialog.querySelector('.modal-body');
    if (body) body.scrollTop = scroll;
    if (action) dialog.querySelector<HTMLElement>(`[data-action="${CSS.escape(action)}"]`)?.focus();
  };
}

function focusFirst(dialog: HTMLDialogElement, wrong: boolean): void {
  const fields = '.modal-body :is(input, textarea, button.select, button, a[href])';
  const first = wrong ? dialog.querySelector<HTMLElement>('[aria-invalid="true"]') : null;
  (
    first ??
    dialog.querySelector<HTMLElement>(fields) ??
    dialog.querySelector<HTMLElement>('.modal-foot button')
  )?.focus();
}
