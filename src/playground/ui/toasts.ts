// Short notices that come and go: the app did not answer, something was copied.
import type { Toast } from '../protocol.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

const shownMs = 7000;

export interface Toasts {
  readonly element: HTMLElement;
  readonly show: (toast: Toast) => void;
}

export function createToasts(): Toasts {
  const element = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite', popover: 'manual' });
  const show = (toast: Toast) => {
    if ([...element.children].some((one) => one.getAttribute('data-id') === toast.id)) return;
    const view = toastView(toast, () => remove(view));
    element.append(view);
    // Shown anew, so that it lies above a dialog opened since.
    if (element.matches(':popover-open')) element.hidePopover();
    element.showPopover();
    dismissLater(view, () => remove(view));
  };
  const remove = (view: HTMLElement) => {
    view.remove();
    if (element.childElementCount === 0 && element.matches(':popover-open')) element.hidePopover();
  };
  return { element, show };
}

function toastView(toast: Toast, dismiss: () => void): HTMLElement {
  const mark = icon(toast.level === 'info' ? 'info' : 'warning');
  const close = { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', onclick: dismiss };
  const words = h('span', { class: 'toast-text' }, toast.text);
  return h(
    'div',
    { class: `toast toast-${toast.level}`, 'data-id': toast.id },
    mark,
    words,
    h('button', close, icon('close')),
  );
}

/** The time does not run while somebody is reading it. */
function dismissLater(view: HTMLElement, dismiss: () => void): void {
  let timer = setTimeout(dismiss, shownMs);
  view.addEventListener('pointerenter', () => clearTimeout(timer));
  view.addEventListener('pointerleave', () => {
    timer = setTimeout(dismiss, shownMs);
  });
}
