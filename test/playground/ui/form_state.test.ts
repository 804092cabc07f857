// The state sent with a click or a form is what stands in the inputs, touched or not.
import { describe, expect, it } from 'vitest';
import { collectState, type FormValues, formKey, initialValue } from '#src/playground/ui/form_state.ts';

const option = { text: { type: 'plain_text', text: 'Job cost' }, value: 'job_cost' };

describe('the value an element starts with', () => {
  it.each([
    [
      { type: 'plain_text_input', initial_value: 'x' },
      { type: 'plain_text_input', value: 'x' },
    ],
    [{ type: 'plain_text_input' }, { type: 'plain_text_input', value: null }],
    [
      { type: 'static_select', initial_option: option },
      { type: 'static_select', selected_option: option },
    ],
    [{ type: 'radio_buttons' }, { type: 'radio_buttons', selected_option: null }],
    [
      { type: 'checkboxes', initial_options: [option] },
      { type: 'checkboxes', selected_options: [option] },
    ],
    [
      { type: 'datepicker', initial_date: '2026-10-01' },
      { type: 'datepicker', selected_date: '2026-10-01' },
    ],
    [{ type: 'timepicker' }, { type: 'timepicker', selected_time: null }],
    [
      { type: 'conversations_select', initial_conversation: 'C1' },
      { type: 'conversations_select', selected_conversation: 'C1' },
    ],
    [{ type: 'button', value: 'x' }, null],
  ])('%j', (element, expected) => {
    expect(initialValue(element)).toEqual(expected);
  });
});

describe('the state of a form', () => {
  const blocks = [
    { type: 'section', block_id: 's', accessory: { type: 'static_select', action_id: 'pick' } },
    {
      type: 'actions',
      block_id: 'a',
      elements: [
        { type: 'button', action_id: 'b' },
        { type: 'datepicker', action_id: 'd' },
      ],
    },
    {
      type: 'input',
      block_id: 'i',
      element: { type: 'plain_text_input', action_id: 'v', initial_value: 'old' },
    },
  ];

  it('has every element that holds a value, by block and action', () => {
    expect(collectState(blocks, new Map())).toEqual({
      s: { pick: { type: 'static_select', selected_option: null } },
      a: { d: { type: 'datepicker', selected_date: null } },
      i: { v: { type: 'plain_text_input', value: 'old' } },
    });
  });

  it('prefers what a person chose', () => {
    const values: FormValues = new Map([[formKey('i', 'v'), { type: 'plain_text_input', value: 'new' }]]);
    expect(collectState(blocks, values)['i']).toEqual({ v: { type: 'plain_text_input', value: 'new' } });
  });
});
