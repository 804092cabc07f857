// Draws the text tree; the only place where a link's address is set.
import { append, type Child, h } from '../dom.ts';
import { emojiGlyph, withEmoji } from './emoji.ts';
import { parseMarkdown } from './markdown.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import { type Inline, isSafeUrl, type TextBlock } from './tree.ts';

/** Who is who, as far as text mentions them. */
export interface Names {
  readonly user: (id: string) => string;
  readonly channel: (id: string) => string;
  /** The person looking: mentions of them stand out. */
  readonly me: string;
}

export function mrkdwnView(source: string, names: Names): DocumentFragment {
  return drawBlocks(parseMrkdwn(source), names);
}

export function markdownView(source: string, names: Names): DocumentFragment {
  return drawBlocks(parseMarkdown(source), names);
}

/** `plain_text`: line breaks and emoji names, no formatting. */
export function plainView(source: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  withEmoji(source)
    .split('\n')
    .forEach((line, index) => {
      append(fragment, [index > 0 && h('br'), line]);
    });
  return fragment;
}

function drawBlocks(blocks: readonly TextBlock[], names: Names): DocumentFragment {
  const fragment = document.createDocumentFragment();
  append(
    fragment,
    blocks.map((block) => drawBlock(block, names)),
  );
  return fragment;
}

function drawBlock(block: TextBlock, names: Names): Node {
  switch (block.kind) {
    case 'paragraph':
      return h('div', { class: 'text-line' }, drawInlines(block.children, names));
    case 'heading':
      return h('div', heading(block.level), drawInlines(block.children, names));
    case 'pre':
      return preView(block.text);
    case 'quote':
      return h('blockquote', {}, drawBlocks(block.blocks, names));
    case 'list':
      return listView(block, names);
    case 'table':
      return tableView(block, names);
    case 'rule':
      return h('hr', {});
  }
}

function heading(level: number) {
  return {
    class: `text-heading text-heading-${Math.min(level, 3)}`,
    role: 'heading',
    'aria-level': level + 2,
  };
}

export function preView(text: string): HTMLElement {
  return h('pre', { class: 'text-pre', tabindex: 0 }, text);
}

function listView(list: Extract<TextBlock, { kind: 'list' }>, names: Names): HTMLElement {
  const items = list.items.map((blocks) => h('li', {}, drawBlocks(blocks, names)));
  return list.ordered ? h('ol', { start: list.start }, ...items) : h('ul', {}, ...items);
}

function tableView(table: Extract<TextBlock, { kind: 'table' }>, names: Names): HTMLElement {
  const head = table.header.map((cell) => h('th', { scope: 'col' }, drawInlines(cell, names)));
  const rows = table.rows.map((row) =>
    h('tr', {}, ...row.map((cell) => h('td', {}, drawInlines(cell, names)))),
  );
  const body = h('table', { class: 'grid' }, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...rows));
  return h('div', { class: 'grid-frame', tabindex: 0, role: 'region', 'aria-label': 'Table' }, body);
}

function drawInlines(nodes: readonly Inline[], names: Names): DocumentFragment {
  const fragment = document.createDocumentFragment();
  append(
    fragment,
    nodes.map((node) => drawInline(node, names)),
  );
  return fragment;
}

function drawInline(node: Inline, names: Names): Child {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return h('strong', {}, drawInlines(node.children, names));
    case 'italic':
      return h('em', {}, drawInlines(node.children, names));
    case 'strike':
      return h('s', {}, drawInlines(node.children, names));
    case 'code':
      return h('code', { class: 'text-code' }, node.text);
    case 'link':
      return linkView(node.url, drawInlines(node.children, names));
    case 'emoji':
      return emojiView(node.name);
    case 'break':
      return h('br');
    default:
      return mentionView(node, names);
  }
}

function mentionView(node: Extract<Inline, { kind: 'user' | 'channel' | 'broadcast' }>, names: Names): Node {
  if (node.kind === 'user')
    return h(
      'span',
      { class: node.id === names.me ? 'mention mention-me' : 'mention' },
      `@${names.user(node.id)}`,
    );
  if (node.kind === 'channel')
    return h('span', { class: 'mention' }, `#${node.label || names.channel(node.id)}`);
  return h('span', { class: 'mention mention-me' }, `@${node.name}`);
}

export function linkView(url: string, label: Node): Node {
  if (!isSafeUrl(url)) return label;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label);
}

export function emojiView(name: string): HTMLElement {
  return h('span', { class: 'emoji', title: `:${name}:` }, emojiGlyph(name));
}
