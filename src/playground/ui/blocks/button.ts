// Buttons, the overflow menu, and the small buttons under an answer.
import type { JsonObject } from '../../protocol.ts';
import { openChoices } from '../choices.ts';
import { h, newId } from '../dom.ts';
import { isObject, objects, text } from '../form_state.ts';
import { type IconName, icon } from '../icons.ts';
import { withEmoji } from '../text/emoji.ts';
import { isSafeUrl } from '../text/tree.ts';
import { actionId, agreed, elementText, type Slot, send } from './host.ts';

/** Not every machine has letters for these. */
const DRAWN: Readonly<Record<string, IconName>> = { '👍': 'thumb_up', '👎': 'thumb_down' };

export function buttonView(slot: Slot): HTMLElement {
  const { element } = slot;
  const label = withEmoji(elementText(element['text']));
  const url = text(element['url']);
  const attributes = {
    class: `button ${styleClass(element)}`,
    'data-action': actionId(slot),
    'aria-label': text(element['accessibility_label']) || null,
    title: label.length > 30 ? label : null,
  };
  const drawn = DRAWN[label];
  const words = h('span', { class: 'button-text' }, drawn ? icon(drawn) : label);
  if (isSafeUrl(url)) return linkButton(slot, url, attributes, words);
  const button = h('button', { type: 'button', ...attributes }, words);
  button.onclick = () => press(slot, button);
  return button;
}

function styleClass(element: JsonObject): string {
  if (element['style'] === 'primary') return 'button-primary';
  return element['style'] === 'danger' ? 'button-danger' : '';
}

async function press(slot: Slot, button: HTMLElement): Promise<void> {
  if (await agreed(slot)) await send(slot, { value: text(slot.element['value']) }, button);
}

/** The browser opens the page; the app hears of the click as well. */
function linkButton(
  slot: Slot,
  url: string,
  attributes: Record<string, string | null>,
  words: Node,
): HTMLElement {
  const link = h('a', { ...attributes, href: url, target: '_blank', rel: 'noopener noreferrer' }, words);
  link.addEventListener('click', () => void press(slot, link));
  return link;
}

export function overflowView(slot: Slot): HTMLElement {
  const options = objects(slot.element['options']);
  const button = h(
    'button',
    {
      type: 'button',
      class: 'button button-icon',
      'aria-label': 'More actions',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'data-action': actionId(slot),
    },
    icon('more'),
  );
  button.onclick = () =>
    openChoices({
      anchor: button,
      label: 'More actions',
      role: 'menu',
      align: 'end',
      groups: [{ label: '', choices: options.map((option, index) => overflowChoice(option, index)) }],
      onPick: (index) => pickOverflow(slot, options[Number(index)], button),
    });
  return button;
}

function overflowChoice(option: JsonObject, index: number) {
  const detail = elementText(option['description']);
  return { value: String(index), label: elementText(option['text']), detail };
}

async function pickOverflow(slot: Slot, option: JsonObject | undefined, button: HTMLElement): Promise<void> {
  if (!option || !(await agreed(slot))) return;
  const url = text(option['url']);
  if (isSafeUrl(url)) window.open(url, '_blank', 'noopener,noreferrer');
  await send(slot, { selected_option: option }, button);
}

export function iconButtonView(slot: Slot): HTMLElement {
  const label = text(slot.element['accessibility_label']) || elementText(slot.element['text']);
  const name: IconName = slot.element['icon'] === 'trash' ? 'trash' : 'more';
  const button = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label },
    icon(name),
  );
  button.onclick = () => press(slot, button);
  return button;
}

/** Thumbs up and down: both carry the same action, with different values. */
export function feedbackView(slot: Slot): HTMLElement {
  const groupId = newId('feedback');
  const sides = [
    { side: slot.element['positive_button'], name: 'thumb_up' },
    { side: slot.element['negative_button'], name: 'thumb_down' },
  ] as const;
  const buttons = sides.map(({ side, name }) => feedbackButton(slot, isObject(side) ? side : {}, name));
  return h('span', { class: 'feedback', role: 'group', id: groupId, 'aria-label': 'Feedback' }, ...buttons);
}

function feedbackButton(slot: Slot, side: JsonObject, name: IconName): HTMLElement {
  const label = text(side['accessibility_label']) || elementText(side['text']);
  const button = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label },
    icon(name),
  );
  button.onclick = async () => {
    await send(slot, { value: text(side['value']) }, button);
    for (const one of button.parentElement?.children ?? [])
      one.setAttribute('aria-pressed', String(one === button));
  };
  return button;
}
