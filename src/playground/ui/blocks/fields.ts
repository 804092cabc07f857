// Fields to type or tick in: text, number, date, time, checkboxes, radio buttons.
import type { ElementValue, JsonObject } from '../../protocol.ts';
import { textView } from '../confirm.ts';
import { h, newId } from '../dom.ts';
import { currentValue, formKey, isObject, objects, text } from '../form_state.ts';
import { actionId, choose, elementText, nameOf, placeholderOf, type Slot } from './host.ts';

export function textFieldView(slot: Slot): HTMLElement {
  const { element } = slot;
  const limits = { minlength: count(element['min_length']), maxlength: count(element['max_length']) };
  const shared = {
    class: 'field',
    placeholder: placeholderOf(slot, ''),
    'aria-label': nameOf(slot, 'Text'),
    'data-action': actionId(slot),
    ...limits,
  };
  const field =
    element['multiline'] === true
      ? h('textarea', { ...shared, rows: 4 })
      : h('input', { ...shared, type: 'text', autocomplete: 'off', inputmode: inputMode(element) });
  field.value = current(slot)?.value ?? '';
  field.addEventListener('input', () =>
    keep(slot, { type: text(element['type']), value: field.value || null }),
  );
  field.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Enter' && wantsEnter(slot)) void submitField(slot, field);
  });
  return field;
}

function count(value: JsonObject[string] | undefined): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}

function inputMode(element: JsonObject): string {
  return element['type'] === 'number_input' ? 'decimal' : 'text';
}

function wantsEnter(slot: Slot): boolean {
  const config = slot.element['dispatch_action_config'];
  const triggers = isObject(config) ? config['trigger_actions_on'] : undefined;
  return slot.dispatches && (!Array.isArray(triggers) || triggers.includes('on_enter_pressed'));
}

async function submitField(slot: Slot, field: HTMLInputElement | HTMLTextAreaElement): Promise<void> {
  await choose(slot, { type: text(slot.element['type']), value: field.value }, field);
}

function current(slot: Slot): ElementValue | null {
  return currentValue(slot.host.values, slot.blockId, slot.element);
}

function keep(slot: Slot, value: ElementValue): void {
  slot.host.values.set(formKey(slot.blockId, actionId(slot)), value);
}

export function dateFieldView(slot: Slot): HTMLElement {
  const toValue = (value: string): ElementValue => ({ type: 'datepicker', selected_date: value || null });
  return temporalField(slot, 'date', current(slot)?.selected_date ?? '', toValue);
}

export function timeFieldView(slot: Slot): HTMLElement {
  const toValue = (value: string): ElementValue => ({ type: 'timepicker', selected_time: value || null });
  return temporalField(slot, 'time', current(slot)?.selected_time ?? '', toValue);
}

/** While a year is being typed the field already has values like 0002: those are not told to anybody. */
const plausible = /^(?:19|20|21)\d\d-|^\d\d:/;

function temporalField(
  slot: Slot,
  type: 'date' | 'time',
  initial: string,
  toValue: (value: string) => ElementValue,
): HTMLElement {
  const name = nameOf(slot, type === 'date' ? 'Select a date' : 'Select a time');
  const field = h('input', {
    class: 'field field-temporal',
    type,
    'aria-label': name,
    'data-action': actionId(slot),
  });
  field.value = initial;
  let told = initial;
  field.addEventListener('change', async () => {
    const { value } = field;
    if (value === told || (value !== '' && !plausible.test(value))) return;
    const before = told;
    told = value;
    if (await choose(slot, toValue(value), field)) return;
    told = before;
    field.value = before;
  });
  return field;
}

export function checkboxesView(slot: Slot): HTMLElement {
  const options = objects(slot.element['options']);
  const chosen = new Set((current(slot)?.selected_options ?? []).map((option) => text(option['value'])));
  const rows = options.map((option) =>
    optionRow(slot, option, 'checkbox', chosen.has(text(option['value']))),
  );
  const group = h('div', { class: 'options', role: 'group', 'aria-label': nameOf(slot, 'Options') }, ...rows);
  group.addEventListener('change', () => {
    const boxes = [...group.querySelectorAll<HTMLInputElement>('input')];
    const selected = options.filter((_, index) => boxes[index]?.checked === true);
    void choose(slot, { type: 'checkboxes', selected_options: selected }, group);
  });
  return group;
}

export function radioButtonsView(slot: Slot): HTMLElement {
  const options = objects(slot.element['options']);
  const chosen = current(slot)?.selected_option?.['value'];
  const name = newId('radio');
  const rows = options.map((option) => optionRow(slot, option, 'radio', option['value'] === chosen, name));
  const group = h(
    'div',
    { class: 'options', role: 'radiogroup', 'aria-label': nameOf(slot, 'Options') },
    ...rows,
  );
  group.addEventListener('change', () => {
    const boxes = [...group.querySelectorAll<HTMLInputElement>('input')];
    const selected = options.find((_, index) => boxes[index]?.checked === true) ?? null;
    void choose(slot, { type: 'radio_buttons', selected_option: selected }, group);
  });
  return group;
}

function optionRow(
  slot: Slot,
  option: JsonObject,
  type: 'checkbox' | 'radio',
  checked: boolean,
  name?: string,
): HTMLElement {
  const box = h('input', { type, name: name ?? null });
  box.checked = checked;
  const detail = option['description'];
  return h(
    'label',
    { class: 'option' },
    box,
    h(
      'span',
      {},
      textView(option['text'], slot.host.names),
      elementText(detail) !== '' && h('span', { class: 'option-detail' }, textView(detail, slot.host.names)),
    ),
  );
}
