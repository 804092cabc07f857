// Selects: a button that shows the choice and opens a searchable list.
import type { ElementValue, JsonObject } from '../../protocol.ts';
import { type Choice, type ChoiceGroup, openChoices } from '../choices.ts';
import { h, replaceChildren } from '../dom.ts';
import { currentValue, isObject, objects, text } from '../form_state.ts';
import { icon } from '../icons.ts';
import { withEmoji } from '../text/emoji.ts';
import { actionId, choose, elementText, nameOf, placeholderOf, type Slot } from './host.ts';

interface SelectKind {
  readonly groups: () => readonly ChoiceGroup[];
  readonly selected: () => Choice | undefined;
  readonly toValue: (choice: string) => ElementValue;
}

export function staticSelectView(slot: Slot): HTMLElement {
  const options = allOptions(slot.element);
  const chosen = () => currentOption(slot);
  return selectView(slot, 'Select an option', {
    groups: () => optionGroups(slot.element, options, chosen()),
    selected: () => {
      const option = chosen();
      return option ? { value: '', label: elementText(option['text']) } : undefined;
    },
    toValue: (index) => ({ type: 'static_select', selected_option: options[Number(index)] ?? null }),
  });
}

function allOptions(element: JsonObject): readonly JsonObject[] {
  const grouped = objects(element['option_groups']).flatMap((group) => objects(group['options']));
  return [...objects(element['options']), ...grouped];
}

function currentOption(slot: Slot): JsonObject | null {
  return currentValue(slot.host.values, slot.blockId, slot.element)?.selected_option ?? null;
}

/** Choices go by their place in the list: two options may carry the same value. */
function optionGroups(
  element: JsonObject,
  options: readonly JsonObject[],
  chosen: JsonObject | null,
): readonly ChoiceGroup[] {
  const toChoice = (option: JsonObject): Choice => ({
    value: String(options.indexOf(option)),
    label: elementText(option['text']),
    detail: elementText(option['description']),
    selected: chosen !== null && option['value'] === chosen['value'],
  });
  const groups = objects(element['option_groups']).map((group) => ({
    label: elementText(group['label']),
    choices: objects(group['options']).map(toChoice),
  }));
  const loose = objects(element['options']).map(toChoice);
  return loose.length > 0 ? [{ label: '', choices: loose }, ...groups] : groups;
}

type IdField = 'selected_conversation' | 'selected_channel' | 'selected_user';

export function conversationsSelectView(slot: Slot): HTMLElement {
  return idSelectView(slot, 'selected_conversation', 'Select a conversation', conversationChoices(slot));
}

export function channelsSelectView(slot: Slot): HTMLElement {
  const channels = slot.host.conversations().filter((choice) => choice.label.startsWith('#'));
  return idSelectView(slot, 'selected_channel', 'Select a channel', channels);
}

export function usersSelectView(slot: Slot): HTMLElement {
  return idSelectView(slot, 'selected_user', 'Select a person', slot.host.people());
}

function conversationChoices(slot: Slot): readonly Choice[] {
  const { filter } = slot.element;
  const include = isObject(filter) && Array.isArray(filter['include']) ? filter['include'] : ['im', 'public'];
  return slot.host
    .conversations()
    .filter((choice) => include.includes(choice.label.startsWith('#') ? 'public' : 'im'));
}

function idSelectView(
  slot: Slot,
  field: IdField,
  placeholder: string,
  choices: readonly Choice[],
): HTMLElement {
  const chosen = () => currentValue(slot.host.values, slot.blockId, slot.element)?.[field] ?? null;
  return selectView(slot, placeholder, {
    groups: () => [
      { label: '', choices: choices.map((one) => ({ ...one, selected: one.value === chosen() })) },
    ],
    selected: () => choices.find((one) => one.value === chosen()),
    toValue: (id) => ({ type: text(slot.element['type']), [field]: id }),
  });
}

function selectView(slot: Slot, fallback: string, kind: SelectKind): HTMLElement {
  const placeholder = placeholderOf(slot, fallback);
  const words = h('span', { class: 'select-text' });
  const name = nameOf(slot, fallback);
  const button = h(
    'button',
    {
      type: 'button',
      class: 'select',
      role: 'combobox',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'data-action': actionId(slot),
    },
    words,
    icon('down'),
  );
  const show = () => {
    const selected = kind.selected();
    button.classList.toggle('is-empty', selected === undefined);
    button.setAttribute(
      'aria-label',
      selected && selected.label !== name ? `${name}: ${selected.label}` : name,
    );
    replaceChildren(words, withEmoji(selected?.label ?? placeholder));
  };
  const pick = async (choice: string) => {
    const done = choose(slot, kind.toValue(choice), button);
    show();
    await done;
    show();
  };
  const open = () =>
    openChoices({ anchor: button, label: name, role: 'listbox', groups: kind.groups(), onPick: pick });
  button.onclick = open;
  button.onkeydown = (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open();
  };
  show();
  return button;
}
