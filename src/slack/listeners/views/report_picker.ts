// The form came back: its values become parameters, its report goes where the form was opened.
import { PICKER_FIELDS, PICKER_VALUE, type PickerField } from '#blocks/action_ids.ts';
import type { RawParams } from '#src/reports/params.ts';
import { deliverReport } from '../../deliver.ts';
import type { Turn } from '../../turn.ts';

interface Field {
  readonly value?: string | null | undefined;
  readonly selected_date?: string | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
}
export type FormState = Readonly<Record<string, Readonly<Record<string, Field>>>>;
export type FormValues = Partial<Record<PickerField, string>>;

export function readForm(state: FormState): FormValues {
  const read = PICKER_FIELDS.map((name) => [name, textOf(state[name]?.[PICKER_VALUE])] as const);
  return Object.fromEntries(read.filter(([, text]) => text !== ''));
}

/** What can be said at once, beside the field; names are checked when the report runs. */
export function formErrors({ from, to }: FormValues): Record<string, string> | null {
  if (from && to && from > to) return { from: 'The first day is after the last one.' };
  return null;
}

export async function submitPicker({ parts, place }: Turn, values: FormValues): Promise<void> {
  const { report = '', ...raw } = values;
  await deliverReport(parts, place, report, raw satisfies RawParams);
}

function textOf(field: Field | undefined): string {
  return (field?.selected_option?.value ?? field?.selected_date ?? field?.value ?? '').trim();
}
