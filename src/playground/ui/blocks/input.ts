// An input of a modal: label, field, hint, and what is wrong with it.
import type { BlockView } from '../../protocol.ts';
import { h, newId } from '../dom.ts';
import { isObject } from '../form_state.ts';
import { icon } from '../icons.ts';
import { withEmoji } from '../text/emoji.ts';
import { plainView } from '../text/view.ts';
import { elementView } from './element.ts';
import { type BlockHost, elementText } from './host.ts';

export function inputView(block: BlockView, host: BlockHost): HTMLElement {
  const element = isObject(block['element']) ? block['element'] : {};
  const label = withEmoji(elementText(block['label']));
  const slot = {
    host,
    blockId: block.block_id,
    element,
    dispatches: block['dispatch_action'] === true,
    label,
  };
  const control = elementView(slot);
  const hint = elementText(block['hint']);
  const error = host.errors[block.block_id];
  const errorId = newId('error');
  if (error !== undefined) markInvalid(control, errorId);
  const optional = block['optional'] === true && h('span', { class: 'input-optional' }, ' (optional)');
  const title = h('div', { class: 'input-label' }, label, optional);
  if (control.matches('input, textarea, button')) title.addEventListener('click', () => control.focus());
  return h(
    'div',
    { class: error === undefined ? 'input' : 'input is-invalid' },
    title,
    control,
    error !== undefined &&
      h('div', { class: 'input-error', id: errorId, role: 'alert' }, icon('warning'), error),
    hint !== '' && h('div', { class: 'input-hint' }, plainView(hint)),
  );
}

function markInvalid(control: HTMLElement, errorId: string): void {
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', errorId);
}
