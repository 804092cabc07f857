// What blocks need to know of the message or modal they stand in.
import type { ElementValue, JsonObject, UiReply } from '../../protocol.ts';
import type { Choice } from '../choices.ts';
import { confirmAction } from '../confirm.ts';
import { type FormValues, formKey, isObject, text } from '../form_state.ts';
import type { Names } from '../text/view.ts';

type ActionValue = Omit<ElementValue, 'type'>;

export interface BlockHost {
  readonly surface: 'message' | 'modal';
  readonly names: Names;
  readonly values: FormValues;
  /** Texts beside inputs, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  readonly conversations: () => readonly Choice[];
  readonly people: () => readonly Choice[];
  readonly act: (blockId: string, actionId: string, value: ActionValue) => Promise<UiReply>;
}

/** One interactive element in its block. */
export interface Slot {
  readonly host: BlockHost;
  readonly blockId: string;
  readonly element: JsonObject;
  /** Inputs speak only when the modal is submitted, other elements at once. */
  readonly dispatches: boolean;
  /** Names the element where it has no label of its own. */
  readonly label?: string;
}

export function actionId(slot: Slot): string {
  return text(slot.element['action_id']);
}

export function elementText(value: JsonObject[string] | undefined): string {
  return isObject(value) ? text(value['text']) : '';
}

export function placeholderOf(slot: Slot, fallback: string): string {
  return elementText(slot.element['placeholder']) || fallback;
}

/** What a screen reader calls the element: the input's label, else its placeholder. */
export function nameOf(slot: Slot, fallback: string): string {
  return slot.label || placeholderOf(slot, fallback);
}

/** Keeps the value and tells the app, after asking if the element wants to be asked about. False: the person said no. */
export async function choose(slot: Slot, value: ElementValue, control: HTMLElement): Promise<boolean> {
  if (!(await agreed(slot))) return false;
  slot.host.values.set(formKey(slot.blockId, actionId(slot)), value);
  if (slot.dispatches) await send(slot, value, control);
  return true;
}

export async function agreed(slot: Slot): Promise<boolean> {
  const { confirm } = slot.element;
  return isObject(confirm) ? confirmAction(confirm, slot.host.names) : true;
}

/** Shows on the element itself that the app is being asked, and that it did not answer. */
export async function send(slot: Slot, value: ActionValue, control: HTMLElement): Promise<void> {
  control.setAttribute('aria-busy', 'true');
  control.classList.remove('is-unanswered');
  const reply = await slot.host.act(slot.blockId, actionId(slot), value);
  control.removeAttribute('aria-busy');
  if (!reply.ok) control.classList.add('is-unanswered');
}
