// What stands in the inputs of a message or modal: what a person chose, else what the app set at first.
import type { BlockView, ElementValue, Json, JsonObject, ViewState } from '../protocol.ts';

/** Choices by block and action; one map per message or modal. */
export type FormValues = Map<string, ElementValue>;

export function formKey(blockId: string, actionId: string): string {
  return `${blockId}\u0000${actionId}`;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

type Initial = (element: JsonObject) => Omit<ElementValue, 'type'>;

const typed: Initial = (element) => ({ value: text(element['initial_value']) || null });
const chosen: Initial = (element) => ({ selected_option: option(element['initial_option']) });
const ticked: Initial = (element) => ({ selected_options: objects(element['initial_options']) });

const initials: Readonly<Record<string, Initial>> = {
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  static_select: chosen,
  radio_buttons: chosen,
  checkboxes: ticked,
  datepicker: (element) => ({ selected_date: text(element['initial_date']) || null }),
  timepicker: (element) => ({ selected_time: text(element['initial_time']) || null }),
  conversations_select: (element) => ({
    selected_conversation: text(element['initial_conversation']) || null,
  }),
  channels_select: (element) => ({ selected_channel: text(element['initial_channel']) || null }),
  users_select: (element) => ({ selected_user: text(element['initial_user']) || null }),
};

function option(value: Json | undefined): JsonObject | null {
  return isObject(value) ? value : null;
}

/** The value an element has before anybody touches it; null when it is nothing that holds a value. */
export function initialValue(element: JsonObject): ElementValue | null {
  const type = text(element['type']);
  const initial = initials[type];
  return initial ? { type, ...initial(element) } : null;
}

export function currentValue(values: FormValues, blockId: string, element: JsonObject): ElementValue | null {
  return values.get(formKey(blockId, text(element['action_id']))) ?? initialValue(element);
}

/** The elements of a block that may hold a value. */
function elementsOf(block: BlockView): readonly JsonObject[] {
  const single = [block['element'], block['accessory']].filter(isObject);
  return [...single, ...objects(block['elements'])];
}

/** Slack's `state.values`. */
export function collectState(blocks: readonly BlockView[], values: FormValues): ViewState {
  const state: Record<string, Record<string, ElementValue>> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const value = currentValue(values, block.block_id, element);
      const actionId = text(element['action_id']);
      if (value === null || actionId === '') continue;
      state[block.block_id] = { ...state[block.block_id], [actionId]: value };
    }
  }
  return state;
}
