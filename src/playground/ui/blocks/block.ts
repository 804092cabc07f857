// Draws any block: the known ones by their kind, the others as a box that says what they are.
import type { BlockView } from '../../protocol.ts';
import { h } from '../dom.ts';
import { objects } from '../form_state.ts';
import { containerView } from './container.ts';
import { elementView, unsupportedView } from './element.ts';
import type { BlockHost } from './host.ts';
import { imageBlockView } from './image.ts';
import { inputView } from './input.ts';
import { richTextView } from './rich_text.ts';
import { dataTableView, tableBlockView } from './table.ts';
import { contextView, headerView, markdownBlockView, sectionView } from './text_blocks.ts';

const views: Readonly<Record<string, (block: BlockView, host: BlockHost) => HTMLElement>> = {
  header: headerView,
  section: sectionView,
  divider: () => h('hr', { class: 'divider' }),
  context: contextView,
  image: imageBlockView,
  actions: (block, host) => actionsView(block, host, 'actions'),
  context_actions: (block, host) => actionsView(block, host, 'actions context-actions'),
  input: inputView,
  rich_text: (block, host) => richTextView(block, host.names),
  markdown: markdownBlockView,
  table: (block, host) => tableBlockView(block, host.names),
  data_table: (block, host) => dataTableView(block, host.names),
  container: (block, host) => containerView(block, host, (child) => blockView(child, host)),
};

export function blocksView(blocks: readonly BlockView[], host: BlockHost): HTMLElement {
  return h('div', { class: 'blocks' }, ...blocks.map((block) => blockView(block, host)));
}

function blockView(block: BlockView, host: BlockHost): HTMLElement {
  const view = views[block.type];
  const drawn = view ? view(block, host) : unsupportedView('block', block.type);
  drawn.classList.add('block');
  drawn.dataset['block'] = block.block_id;
  return drawn;
}

function actionsView(block: BlockView, host: BlockHost, className: string): HTMLElement {
  const slots = objects(block['elements']).map((element) => ({
    host,
    blockId: block.block_id,
    element,
    dispatches: true,
  }));
  return h('div', { class: className }, ...slots.map(elementView));
}
