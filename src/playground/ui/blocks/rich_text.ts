// Rich text: text that comes as a tree instead of a notation.
import type { Json, JsonObject } from '../../protocol.ts';
import { append, h } from '../dom.ts';
import { isObject, objects, text } from '../form_state.ts';
import { emojiView, linkView, type Names, plainView, preView } from '../text/view.ts';

export function richTextView(block: JsonObject, names: Names): HTMLElement {
  return h('div', { class: 'rich-text' }, ...objects(block['elements']).map((part) => partView(part, names)));
}

function partView(part: JsonObject, names: Names): HTMLElement {
  const elements = objects(part['elements']);
  switch (part['type']) {
    case 'rich_text_list':
      return listView(part, elements, names);
    case 'rich_text_preformatted':
      return preView(elements.map((one) => text(one['text']) || text(one['url'])).join(''));
    case 'rich_text_quote':
      return h('blockquote', {}, inlineViews(elements, names));
    default:
      return h('div', { class: 'text-line' }, inlineViews(elements, names));
  }
}

/** Slack numbers the levels 1, a, i and draws the bullets full, hollow, square. */
function listView(part: JsonObject, sections: readonly JsonObject[], names: Names): HTMLElement {
  const indent = count(part['indent']);
  const items = sections.map((section) => h('li', {}, inlineViews(objects(section['elements']), names)));
  const attributes = { class: `list-level-${indent % 3} list-indent-${Math.min(indent, 4)}` };
  if (part['style'] !== 'ordered') return h('ul', attributes, ...items);
  return h('ol', { ...attributes, start: count(part['offset']) + 1 }, ...items);
}

function count(value: Json | undefined): number {
  return typeof value === 'number' ? Math.max(0, Math.floor(value)) : 0;
}

function inlineViews(elements: readonly JsonObject[], names: Names): DocumentFragment {
  const fragment = document.createDocumentFragment();
  append(
    fragment,
    elements.map((element) => styled(element, inlineView(element, names))),
  );
  return fragment;
}

function inlineView(element: JsonObject, names: Names): Node {
  switch (element['type']) {
    case 'text':
      return plainView(text(element['text']));
    case 'link':
      return linkView(text(element['url']), plainView(text(element['text']) || text(element['url'])));
    case 'emoji':
      return emojiView(text(element['name']));
    case 'user':
      return mention(`@${names.user(text(element['user_id']))}`);
    case 'channel':
      return mention(`#${names.channel(text(element['channel_id']))}`);
    case 'broadcast':
      return mention(`@${text(element['range'])}`);
    default:
      return h(
        'span',
        {},
        text(element['fallback']) || text(element['value']) || `[${text(element['type'])}]`,
      );
  }
}

function mention(label: string): HTMLElement {
  return h('span', { class: 'mention' }, label);
}

const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const;

function styled(element: JsonObject, node: Node): Node {
  const { style } = element;
  if (!isObject(style)) return node;
  return (['code', 'strike', 'italic', 'bold'] as const)
    .filter((name) => style[name] === true)
    .reduce<Node>((inner, name) => h(tags[name], name === 'code' ? { class: 'text-code' } : {}, inner), node);
}
