// The form behind the bare command: which report, which days, which part of the bill.
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { AnyReport, Pillar } from '#src/reports/report.ts';
import { PICKER_CALLBACK, PICKER_VALUE, type PickerField } from './action_ids.ts';
import { context, option, plain } from './kit.ts';
import { LIMITS } from './limits.ts';

export interface Filters {
  readonly workspaces: readonly string[];
  readonly departments: readonly string[];
}

export interface PickerView {
  readonly reports: readonly Pick<AnyReport, 'id' | 'title' | 'pillar' | 'question'>[];
  readonly pillars: readonly Pillar[];
  /** null: the names could not be read in time, they are typed instead. */
  readonly filters: Filters | null;
  /** Carried through the form: where the report goes. */
  readonly metadata: string;
}

export function reportPicker(view: PickerView): ModalView {
  return {
    type: 'modal',
    callback_id: PICKER_CALLBACK,
    private_metadata: view.metadata.slice(0, LIMITS.privateMetadata),
    title: { type: 'plain_text', text: 'Usage report' },
    submit: { type: 'plain_text', text: 'Post report' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      reportInput(view),
      dayInput('from', 'From'),
      dayInput('to', 'To'),
      context('Without dates: the last 30 days of complete data. Both days are included.'),
      nameInput('workspace', 'Workspace', view.filters?.workspaces),
      nameInput('department', 'Department', view.filters?.departments),
      textInput('tag', 'Tag', 'Critical, or team:finance'),
      textInput('job', 'Job', 'Name or id'),
      limitInput(),
    ],
  };
}

function reportInput({ reports, pillars }: PickerView): KnownBlock {
  const groups = pillars
    .map((pillar) => ({ pillar, own: reports.filter((report) => report.pillar === pillar) }))
    .filter(({ own }) => own.length > 0)
    .map(({ pillar, own }) => ({ label: plain(pillar, LIMITS.optionText), options: own.map(reportOption) }));
  const first = groups[0]?.options[0];
  return {
    type: 'input',
    block_id: 'report' satisfies PickerField,
    label: plain('Report', LIMITS.inputLabel),
    element: {
      type: 'static_select',
      action_id: PICKER_VALUE,
      placeholder: plain('Choose a report', LIMITS.placeholder),
      option_groups: groups,
      ...(first && { initial_option: first }),
    },
  };
}

function reportOption({ id, title, question }: PickerView['reports'][number]): PlainTextOption {
  return option({ text: title, value: id, description: question });
}

function dayInput(field: PickerField, label: string): InputBlock {
  return optional(field, label, {
    type: 'datepicker',
    action_id: PICKER_VALUE,
    placeholder: plain('Choose a day', LIMITS.placeholder),
  });
}

/** A list to choose from when there is one that fits a menu. */
function nameInput(field: PickerField, label: string, names: readonly string[] | undefined): InputBlock {
  const usable = names?.filter((name) => name !== '' && name.length <= LIMITS.optionValue) ?? [];
  if (usable.length === 0 || usable.length !== names?.length || usable.length > LIMITS.options)
    return textInput(field, label, `All ${label.toLowerCase()}s`);
  return optional(field, label, {
    type: 'static_select',
    action_id: PICKER_VALUE,
    placeholder: plain(`All ${label.toLowerCase()}s`, LIMITS.placeholder),
    options: usable.map((name) => option({ text: name, value: name })),
  });
}

function textInput(field: PickerField, label: string, placeholder: string): InputBlock {
  return optional(field, label, {
    type: 'plain_text_input',
    action_id: PICKER_VALUE,
    max_length: 200,
    placeholder: plain(placeholder, LIMITS.placeholder),
  });
}

function limitInput(): InputBlock {
  return optional('limit', 'Rows at most', {
    type: 'number_input',
    action_id: PICKER_VALUE,
    is_decimal_allowed: false,
    min_value: '1',
    max_value: '100000',
    placeholder: plain('All rows', LIMITS.placeholder),
  });
}

function optional(field: PickerField, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: field, optional: true, label: plain(label, LIMITS.inputLabel), element };
}
