// A list to pick one from, in a popover: with a search field for selects, without for menus.
import { h, newId, replaceChildren } from './dom.ts';
import { icon } from './icons.ts';
import { openPopover } from './popover.ts';
import { withEmoji } from './text/emoji.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
  readonly selected?: boolean;
  readonly lead?: () => Node;
}

export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

export interface ChoicesOptions {
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly groups: readonly ChoiceGroup[];
  readonly role: 'listbox' | 'menu';
  readonly align?: 'start' | 'end';
  readonly onPick: (value: string) => void;
}

/** From this many choices on, a search field is worth its place. */
const searchFrom = 8;

export function openChoices(options: ChoicesOptions): void {
  const count = options.groups.reduce((sum, group) => sum + group.choices.length, 0);
  const searchable = options.role === 'listbox' && count >= searchFrom;
  const listId = newId('choices');
  const list = h('div', { class: 'choices', role: options.role, id: listId, 'aria-label': options.label });
  const search = searchable ? searchField(listId, options.label) : null;
  if (search === null) list.tabIndex = 0;
  const content = h(
    'div',
    { class: 'choices-frame' },
    search && h('div', { class: 'choices-search' }, search),
    list,
  );
  const keyboard = search ?? list;
  const draw = (query: string) => drawGroups(list, options, query);
  draw('');
  const pick = (value: string) => {
    close();
    options.onPick(value);
  };
  content.addEventListener('keydown', (event) => onKey(event, list, keyboard, pick));
  list.addEventListener('click', (event) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-value]');
    if (row) pick(row.dataset['value'] ?? '');
  });
  list.addEventListener('pointermove', (event) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-value]');
    if (row) activate(list, keyboard, row, false);
  });
  search?.addEventListener('input', () => {
    draw(search.value.trim().toLowerCase());
    activate(list, keyboard, rows(list)[0], true);
  });
  const close = openPopover({
    anchor: options.anchor,
    content,
    focus: keyboard,
    align: options.align ?? 'start',
  });
  activate(list, keyboard, list.querySelector<HTMLElement>('[aria-selected="true"]') ?? rows(list)[0], true);
}

function searchField(listId: string, label: string): HTMLInputElement {
  return h('input', {
    class: 'field',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'Search',
    'aria-label': `Search ${label}`,
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
    'aria-controls': listId,
  });
}

function drawGroups(list: HTMLElement, options: ChoicesOptions, query: string): void {
  const fits = (choice: Choice) => `${choice.label} ${choice.detail ?? ''}`.toLowerCase().includes(query);
  const groups = options.groups
    .map((group) => ({ ...group, choices: group.choices.filter(fits) }))
    .filter((group) => group.choices.length > 0);
  const drawn = groups.map((group) => drawGroup(group, options.role));
  replaceChildren(
    list,
    ...drawn,
    groups.length === 0 && h('div', { class: 'choices-none' }, 'Nothing found'),
  );
}

function drawGroup(group: ChoiceGroup, role: 'listbox' | 'menu'): HTMLElement {
  const titleId = newId('group');
  const title =
    group.label !== '' && h('div', { class: 'choices-title', id: titleId }, withEmoji(group.label));
  const labelled = title ? { role: 'group', 'aria-labelledby': titleId } : { role: 'presentation' };
  return h('div', labelled, title, ...group.choices.map((choice) => drawChoice(choice, role)));
}

function drawChoice(choice: Choice, role: 'listbox' | 'menu'): HTMLElement {
  const selected = choice.selected === true;
  const state =
    role === 'listbox' ? { role: 'option', 'aria-selected': String(selected) } : { role: 'menuitem' };
  const words = h(
    'span',
    { class: 'choice-words' },
    h('span', { class: 'choice-label' }, withEmoji(choice.label)),
    choice.detail ? h('span', { class: 'choice-detail' }, withEmoji(choice.detail)) : null,
  );
  const row = { class: 'choice', id: newId('choice'), 'data-value': choice.value, ...state };
  return h('div', row, choice.lead?.(), words, selected && icon('check'));
}

function rows(list: HTMLElement): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-value]')];
}

function activate(
  list: HTMLElement,
  keyboard: HTMLElement,
  row: HTMLElement | undefined,
  scroll: boolean,
): void {
  for (const one of rows(list)) one.classList.toggle('is-active', one === row);
  if (row) keyboard.setAttribute('aria-activedescendant', row.id);
  else keyboard.removeAttribute('aria-activedescendant');
  if (scroll) row?.scrollIntoView({ block: 'nearest' });
}

function onKey(
  event: KeyboardEvent,
  list: HTMLElement,
  keyboard: HTMLElement,
  pick: (value: string) => void,
): void {
  const all = rows(list);
  const at = all.findIndex((row) => row.classList.contains('is-active'));
  if (event.key === 'Enter' || (event.key === ' ' && keyboard === list)) {
    event.preventDefault();
    const value = all[at]?.dataset['value'];
    if (value !== undefined) pick(value);
    return;
  }
  const last = all.length - 1;
  const next = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
    event.key
  ];
  if (next === undefined || (keyboard !== list && (event.key === 'Home' || event.key === 'End'))) return;
  event.preventDefault();
  activate(list, keyboard, all[next], true);
}
