// The form came back: its values become parameters, its report goes where the form was opened.
import { PICKER_FIELDS, PICKER_VALUE, type PickerField } from '#blocks/action_ids.ts';
import { UserError } from '#src/lib/errors.ts';
import { truncate } from '#src/lib/text.ts';
import type { RawParams } from '#src/reports/params.ts';
import { runAsked } from '../../ask.ts';
import type { SlackParts } from '../../parts.ts';
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

/** Slack waits three seconds for the answer; what takes longer is said privately when the report runs. */
const CHECK_MS = 1800;
const ERROR_CHARS = 300;

/** Said beside the field, so that the form keeps what was filled in; null when the report can run. */
export async function formErrors(
  { core, sleep }: Pick<SlackParts, 'core' | 'sleep'>,
  values: FormValues,
): Promise<Record<string, string> | null> {
  const { report: _, from, to, ...names } = values;
  if (from && to && from > to) return { from: 'The first day is after the last one.' };
  const apart: readonly RawParams[] = [
    { from, to },
    ...Object.entries(names).map(([field, value]) => ({ [field]: value })),
  ];
  const checks = Promise.all(apart.map((raw) => wrongIn(raw, core)));
  const wrong = await Promise.race([checks, sleep(CHECK_MS).then(() => [])]);
  const errors = Object.assign({}, ...wrong) as Record<string, string>;
  return Object.keys(errors).length > 0 ? errors : null;
}

/** Field by field, so that every wrong one is named at once. */
function wrongIn(raw: RawParams, core: SlackParts['core']): Promise<Record<string, string>> {
  return core.readParams(raw).then(
    () => ({}),
    (error: unknown) => (error instanceof UserError ? besideField(error) : {}),
  );
}

function besideField(error: UserError): Record<string, string> {
  const field = PICKER_FIELDS.find((name) => name === error.field) ?? 'report';
  const text = error.choices.length > 0 ? error.message : error.full;
  return { [field]: truncate(text, ERROR_CHARS) };
}

export async function submitPicker(turn: Turn, values: FormValues): Promise<void> {
  const { report = '', ...raw } = values;
  await runAsked(turn, { report, raw: raw satisfies RawParams });
}

function textOf(field: Field | undefined): string {
  return (field?.selected_option?.value ?? field?.selected_date ?? field?.value ?? '').trim();
}
