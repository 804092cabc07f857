// The question an element asks before it acts (`confirm`), and the dialog both this and pictures use.
import type { JsonObject } from '../protocol.ts';
import { h, newId } from './dom.ts';
import { isObject, text } from './form_state.ts';
import { mrkdwnView, type Names, plainView } from './text/view.ts';

/** A modal dialog on top of everything; it is gone once closed. */
export function showDialog(dialog: HTMLDialogElement, closed: () => void): void {
  document.body.appendChild(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    closed();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
}

export function confirmAction(confirm: JsonObject, names: Names): Promise<boolean> {
  return new Promise((resolve) => {
    const titleId = newId('confirm');
    let answer = false;
    const yes = h(
      'button',
      { type: 'button', class: confirmClass(confirm) },
      label(confirm['confirm'], 'Yes'),
    );
    const no = h(
      'button',
      { type: 'button', class: 'button button-large' },
      label(confirm['deny'], 'Cancel'),
    );
    const dialog = h(
      'dialog',
      { class: 'dialog dialog-small', role: 'alertdialog', 'aria-labelledby': titleId },
      h('h2', { class: 'dialog-title', id: titleId }, label(confirm['title'], 'Are you sure?')),
      h('div', { class: 'dialog-text' }, textView(confirm['text'], names)),
      h('div', { class: 'dialog-buttons' }, no, yes),
    );
    no.onclick = () => dialog.close();
    yes.onclick = () => {
      answer = true;
      dialog.close();
    };
    showDialog(dialog, () => resolve(answer));
    yes.focus();
  });
}

function confirmClass(confirm: JsonObject): string {
  return `button button-large ${confirm['style'] === 'danger' ? 'button-danger-solid' : 'button-primary-solid'}`;
}

function label(value: JsonObject[string] | undefined, fallback: string): string {
  return isObject(value) ? text(value['text']) || fallback : fallback;
}

/** A text object of either type. */
export function textView(value: JsonObject[string] | undefined, names: Names): DocumentFragment {
  const source = isObject(value) ? text(value['text']) : '';
  const formatted = isObject(value) && value['type'] === 'mrkdwn';
  return formatted ? mrkdwnView(source, names) : plainView(source);
}
