// The list above the composer: shows suggestions and takes the keys that concern them.
import { h, newId, replaceChildren } from './dom.ts';
import { icon } from './icons.ts';
import { noSuggestions, type Suggestion, type Suggestions } from './suggestions.ts';

export interface Autocomplete {
  readonly element: HTMLElement;
  readonly show: (suggestions: Suggestions) => void;
  readonly hide: () => void;
  /** True when the key was for the list. */
  readonly key: (event: KeyboardEvent) => boolean;
}

export function createAutocomplete(
  field: HTMLTextAreaElement,
  take: (suggestion: Suggestion, from: number) => void,
): Autocomplete {
  const element = listView(field);
  let current: Suggestions = noSuggestions;
  let active = -1;
  const activate = (index: number) => {
    active = index;
    markActive(element, field, active);
  };
  const hide = () => {
    element.hidden = true;
    activate(-1);
  };
  const show = (suggestions: Suggestions) => {
    current = suggestions;
    element.hidden = suggestions.items.length === 0;
    replaceChildren(element, ...suggestions.items.map((item, index) => rowView(item, index)));
    activate(suggestions.eager ? 0 : -1);
  };
  const accept = (index: number) => {
    const item = current.items[index];
    if (item && item.kind !== 'hint') take(item, current.from);
  };
  element.addEventListener('pointerdown', (event) => {
    // The keyboard stays in the field.
    event.preventDefault();
    const row = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (row) accept(Number(row.dataset['index']));
  });
  const key = (event: KeyboardEvent) => {
    const command = element.hidden ? null : listKey(event, current, active);
    if (command === null) return false;
    event.preventDefault();
    if (command === 'hide') hide();
    else if (command === 'accept') accept(active >= 0 ? active : firstRow(current));
    else activate(command);
    return true;
  };
  return { element, show, hide, key };
}

function listView(field: HTMLTextAreaElement): HTMLElement {
  const id = newId('suggestions');
  field.setAttribute('aria-controls', id);
  field.setAttribute('aria-autocomplete', 'list');
  return h('div', { class: 'suggestions', role: 'listbox', id, 'aria-label': 'Suggestions', hidden: true });
}

function firstRow(suggestions: Suggestions): number {
  return suggestions.items.findIndex((item) => item.kind !== 'hint');
}

/** What a key does here: a new active row, taking a row, hiding the list, or nothing (null). */
function listKey(
  event: KeyboardEvent,
  current: Suggestions,
  active: number,
): number | 'accept' | 'hide' | null {
  if (event.key === 'Escape') return 'hide';
  const first = firstRow(current);
  if (first < 0) return null;
  const last = current.items.length - 1;
  if (event.key === 'ArrowDown') return active >= last || active < first ? first : active + 1;
  if (event.key === 'ArrowUp') return active <= first ? last : active - 1;
  if (event.key === 'Tab' && !event.shiftKey) return 'accept';
  return event.key === 'Enter' && !event.shiftKey && active >= 0 ? 'accept' : null;
}

function rowView(item: Suggestion, index: number): HTMLElement {
  const mark = item.kind === 'person' ? icon('at') : item.kind === 'command' ? icon('slash') : null;
  const isHint = item.kind === 'hint';
  return h(
    'div',
    {
      class: `suggestion suggestion-${item.kind}`,
      role: isHint ? 'presentation' : 'option',
      id: isHint ? null : newId('suggestion'),
      'aria-selected': isHint ? null : 'false',
      'data-index': index,
    },
    mark,
    h('span', { class: 'suggestion-label' }, item.label),
    item.detail !== '' && h('span', { class: 'suggestion-detail' }, item.detail),
  );
}

function markActive(element: HTMLElement, field: HTMLElement, active: number): void {
  for (const row of element.querySelectorAll<HTMLElement>('[role="option"]')) {
    const isActive = Number(row.dataset['index']) === active;
    row.setAttribute('aria-selected', String(isActive));
    if (isActive) row.scrollIntoView({ block: 'nearest' });
  }
  const row = element.querySelector(`[data-index="${active}"]`);
  if (row && row.id !== '') field.setAttribute('aria-activedescendant', row.id);
  else field.removeAttribute('aria-activedescendant');
}
