// Draws one interactive element, or says that it cannot.
import { h } from '../dom.ts';
import { text } from '../form_state.ts';
import { buttonView, feedbackView, iconButtonView, overflowView } from './button.ts';
import { checkboxesView, dateFieldView, radioButtonsView, textFieldView, timeFieldView } from './fields.ts';
import type { Slot } from './host.ts';
import { imageElementView } from './image.ts';
import { channelsSelectView, conversationsSelectView, staticSelectView, usersSelectView } from './select.ts';

const views: Readonly<Record<string, (slot: Slot) => HTMLElement>> = {
  button: buttonView,
  overflow: overflowView,
  icon_button: iconButtonView,
  feedback_buttons: feedbackView,
  static_select: staticSelectView,
  conversations_select: conversationsSelectView,
  channels_select: channelsSelectView,
  users_select: usersSelectView,
  datepicker: dateFieldView,
  timepicker: timeFieldView,
  plain_text_input: textFieldView,
  number_input: textFieldView,
  email_text_input: textFieldView,
  url_text_input: textFieldView,
  checkboxes: checkboxesView,
  radio_buttons: radioButtonsView,
  image: (slot) => imageElementView(slot.element),
};

export function elementView(slot: Slot): HTMLElement {
  const type = text(slot.element['type']);
  const view = views[type];
  return view ? view(slot) : unsupportedView('element', type);
}

export function unsupportedView(what: 'block' | 'element', type: string): HTMLElement {
  return h('div', { class: 'unsupported' }, `Unsupported ${what}: `, h('code', {}, type || 'no type'));
}
