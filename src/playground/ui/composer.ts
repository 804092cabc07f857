// Where a person types: Enter sends, Shift and Enter make a new line, / and @ offer what can follow.
import type { SlashCommandView, UiReply, UserView } from '../protocol.ts';
import { type Autocomplete, createAutocomplete } from './autocomplete.ts';
import { INVITE } from './built_in.ts';
import { h, replaceChildren } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { encodeMessage, noSuggestions, type Suggestion, suggest } from './suggestions.ts';

export interface ComposerTarget {
  /** Each conversation keeps its own draft. */
  readonly key: string;
  readonly placeholder: string;
  readonly commands: readonly SlashCommandView[];
  readonly users: readonly UserView[];
  readonly sendMessage: (text: string) => Promise<UiReply>;
  /** Absent where commands do not work: in threads. */
  readonly sendCommand?: (line: string) => Promise<UiReply>;
}

export interface Composer {
  readonly element: HTMLElement;
  readonly aim: (target: ComposerTarget) => void;
  /** Puts a line in, ready to be sent. */
  readonly fill: (text: string) => void;
  readonly focus: () => void;
}

interface Parts {
  readonly field: HTMLTextAreaElement;
  readonly sendButton: HTMLButtonElement;
  readonly note: HTMLElement;
}

function createParts(): Parts {
  return {
    field: h('textarea', { class: 'composer-field', rows: 1 }),
    sendButton: h('button', { type: 'submit', class: 'send', 'aria-label': 'Send now' }, icon('send')),
    note: h('div', { class: 'composer-note', role: 'status' }),
  };
}

export function createComposer(): Composer {
  const parts = createParts();
  const { field, sendButton, note } = parts;
  const drafts = new Map<string, string>();
  let target: ComposerTarget | null = null;
  const put: Put = (text, caret = text.length) => {
    field.value = text;
    field.setSelectionRange(caret, caret);
    changed();
  };
  const list = createAutocomplete(field, (suggestion, from) => take(field, put, suggestion, from));
  const changed = () => {
    resize(field);
    sendButton.disabled = field.value.trim() === '';
    replaceChildren(note);
    if (target) drafts.set(target.key, field.value);
    list.show(target ? suggestionsFor(field, target) : noSuggestions);
  };
  const submit = async (text: string) => {
    if (text === '' || target === null) return;
    const refused = refusal(text, target);
    if (refused !== null) return replaceChildren(note, icon('info'), refused);
    const aimed = target;
    put('');
    field.focus();
    const reply = await sendTo(aimed, text);
    if (!isUndelivered(text, reply) || aimed.key !== target?.key || field.value !== '') return;
    put(text);
    list.hide();
  };
  const element = formView(parts, list, put, changed, submit);
  const aim = (next: ComposerTarget) => {
    const isOther = target?.key !== next.key;
    target = next;
    field.placeholder = next.placeholder;
    field.setAttribute('aria-label', next.placeholder);
    if (!isOther) return;
    field.value = drafts.get(next.key) ?? '';
    changed();
    list.hide();
  };
  return { element, aim, fill: put, focus: () => field.focus() };
}

type Put = (text: string, caret?: number) => void;

function take(field: HTMLTextAreaElement, put: Put, suggestion: Suggestion, from: number): void {
  const head = field.value.slice(0, from) + suggestion.insert;
  put(head + field.value.slice(field.selectionStart), head.length);
  field.focus();
}

/** Arrow up in an empty field brings back what was sent last. */
function formView(
  { field, sendButton, note }: Parts,
  list: Autocomplete,
  put: Put,
  changed: () => void,
  submit: (text: string) => Promise<void>,
): HTMLElement {
  let lastSent = '';
  const box = h('div', { class: 'composer-box' }, field, toolRow(put, field, sendButton));
  const form = h('form', { class: 'composer' }, list.element, box, note);
  const send = () => {
    lastSent = field.value.trim() || lastSent;
    void submit(field.value.trim());
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener('input', changed);
  field.addEventListener('click', changed);
  field.addEventListener('blur', list.hide);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || list.key(event)) return;
    if (event.key === 'ArrowUp' && field.value === '' && lastSent !== '') put(lastSent);
    else if (event.key === 'Enter' && !event.shiftKey) send();
    else return;
    event.preventDefault();
  });
  return form;
}

function suggestionsFor(field: HTMLTextAreaElement, target: ComposerTarget) {
  if (field.selectionStart !== field.selectionEnd) return noSuggestions;
  const commands = target.sendCommand ? target.commands : [];
  return suggest(field.value, field.selectionStart, commands, target.users);
}

/** What Slack would not send, and why. */
function refusal(text: string, target: ComposerTarget): string | null {
  const command = /^\/\S+/.exec(text)?.[0];
  if (command === undefined) return null;
  if (!target.sendCommand) return `${command} does not work in threads. Use it in a channel.`;
  // Without a list of commands the app decides.
  if (
    command === INVITE ||
    target.commands.length === 0 ||
    target.commands.some((one) => one.command === command)
  )
    return null;
  return `${command} is not a command here. There is ${target.commands.map((one) => one.command).join(', ')}.`;
}

/** What did not arrive is given back; a message stands in the channel even if the app did not hear of it. */
function isUndelivered(text: string, reply: UiReply): boolean {
  return !reply.ok && (text.startsWith('/') || reply.ms === undefined);
}

function sendTo(target: ComposerTarget, text: string): Promise<UiReply> {
  if (text.startsWith('/') && target.sendCommand) return target.sendCommand(text);
  return target.sendMessage(encodeMessage(text, target.users));
}

function resize(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, 240)}px`;
}

function toolRow(put: Put, field: HTMLTextAreaElement, sendButton: HTMLElement): HTMLElement {
  const insert = (mark: string) => {
    const glued = /\S$/.test(field.value.slice(0, field.selectionStart));
    const head = field.value.slice(0, field.selectionStart) + (glued ? ' ' : '') + mark;
    put(head + field.value.slice(field.selectionEnd), head.length);
    field.focus();
  };
  const tool = (label: string, name: IconName, onclick: () => void) =>
    h(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick },
      icon(name),
    );
  return h(
    'div',
    { class: 'composer-tools' },
    tool('Run a command', 'slash', () => {
      put(field.value.startsWith('/') ? field.value : '/');
      field.focus();
    }),
    tool('Mention someone', 'at', () => insert('@')),
    h(
      'span',
      { class: 'composer-keys', 'aria-hidden': 'true' },
      h('b', {}, 'Shift + Enter'),
      ' for a new line',
    ),
    sendButton,
  );
}
