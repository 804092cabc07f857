// Blocks that only say something: header, section, context, markdown.
import type { BlockView, JsonObject } from '../../protocol.ts';
import { textView } from '../confirm.ts';
import { h } from '../dom.ts';
import { isObject, objects, text } from '../form_state.ts';
import { markdownView, plainView } from '../text/view.ts';
import { elementView } from './element.ts';
import { type BlockHost, elementText } from './host.ts';
import { imageElementView } from './image.ts';

export function headerView(block: BlockView): HTMLElement {
  return h('h3', { class: 'block-header' }, plainView(elementText(block['text'])));
}

export function sectionView(block: BlockView, host: BlockHost): HTMLElement {
  const body =
    isObject(block['text']) && h('div', { class: 'section-text' }, textView(block['text'], host.names));
  const fields = objects(block['fields']);
  const grid =
    fields.length > 0 &&
    h('div', { class: 'section-fields' }, ...fields.map((one) => h('div', {}, textView(one, host.names))));
  return h(
    'div',
    { class: 'section' },
    h('div', { class: 'section-main' }, body, grid),
    accessoryView(block, host),
  );
}

function accessoryView(block: BlockView, host: BlockHost): HTMLElement | null {
  const element = block['accessory'];
  if (!isObject(element)) return null;
  const slot = { host, blockId: block.block_id, element, dispatches: true };
  return h('div', { class: 'section-accessory' }, elementView(slot));
}

export function contextView(block: BlockView, host: BlockHost): HTMLElement {
  const parts = objects(block['elements']).map((element) => contextPart(element, host));
  return h('div', { class: 'context' }, ...parts);
}

function contextPart(element: JsonObject, host: BlockHost): HTMLElement {
  if (element['type'] === 'image') return imageElementView(element);
  return h('span', { class: 'context-text' }, textView(element, host.names));
}

export function markdownBlockView(block: BlockView, host: BlockHost): HTMLElement {
  return h('div', { class: 'markdown' }, markdownView(text(block['text']), host.names));
}
