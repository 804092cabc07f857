// Blocks in a frame of their own, with a title, that may be folded away.
import type { BlockView } from '../../protocol.ts';
import { textView } from '../confirm.ts';
import { h } from '../dom.ts';
import { isObject, objects } from '../form_state.ts';
import { type BlockHost, elementText } from './host.ts';
import { imageElementView } from './image.ts';
import { richTextView } from './rich_text.ts';

export function containerView(
  block: BlockView,
  host: BlockHost,
  draw: (child: BlockView) => HTMLElement,
): HTMLElement {
  const children = objects(block['child_blocks']).map((child, index) =>
    draw(childBlock(block, child, index)),
  );
  const head = headView(block, host);
  const body = h('div', { class: 'container-body' }, ...children);
  if (block['is_collapsible'] !== true) {
    const divided = block['has_header_divider'] === true ? ' has-divider' : '';
    return h('section', { class: `container${divided}` }, h('div', { class: 'container-head' }, head), body);
  }
  const open = block['default_collapsed'] !== true;
  return h('details', { class: 'container', open }, h('summary', { class: 'container-head' }, head), body);
}

/** The server names blocks of the message; a child may still lack its id and type. */
function childBlock(parent: BlockView, child: ReturnType<typeof objects>[number], index: number): BlockView {
  const blockId = typeof child['block_id'] === 'string' ? child['block_id'] : `${parent.block_id}.${index}`;
  const type = typeof child['type'] === 'string' ? child['type'] : '';
  return { ...child, type, block_id: blockId };
}

function headView(block: BlockView, host: BlockHost): HTMLElement {
  const rich = block['rich_text_title'];
  const title = isObject(rich) ? richTextView(rich, host.names) : textView(block['title'], host.names);
  const picture = isObject(block['icon']) && imageElementView(block['icon']);
  const subtitle = elementText(block['subtitle']) !== '' && textView(block['subtitle'], host.names);
  return h(
    'span',
    { class: 'container-title' },
    picture,
    h('span', {}, h('strong', {}, title), subtitle && h('span', { class: 'container-subtitle' }, subtitle)),
  );
}
