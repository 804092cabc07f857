// Tables: the plain one shows all its rows, the data table sorts and pages.
import type { BlockView, Json, JsonObject } from '../../protocol.ts';
import { h, replaceChildren } from '../dom.ts';
import { isObject, objects, text } from '../form_state.ts';
import { icon } from '../icons.ts';
import { type Names, plainView } from '../text/view.ts';
import { richTextView } from './rich_text.ts';

type Row = readonly JsonObject[];

function tableRows(block: BlockView): readonly Row[] {
  const rows: readonly Json[] = Array.isArray(block['rows']) ? block['rows'] : [];
  return rows.map((row) => objects(row));
}

function cellView(cell: JsonObject, names: Names): Node {
  return cell['type'] === 'rich_text' ? richTextView(cell, names) : plainView(text(cell['text']));
}

/** Numbers stand right; of another column the app may say so. */
function cellClass(cell: JsonObject, settings: JsonObject | undefined): string {
  const align = text(settings?.['align']) || (cell['type'] === 'raw_number' ? 'right' : 'left');
  return `align-${align}${settings?.['is_wrapped'] === true ? ' is-wrapped' : ''}`;
}

export function tableBlockView(block: BlockView, names: Names): HTMLElement {
  const [head = [], ...body] = tableRows(block);
  const settings = objects(block['column_settings']);
  const cell = (tag: 'th' | 'td') => (one: JsonObject, column: number) =>
    h(
      tag,
      { class: cellClass(one, settings[column]), scope: tag === 'th' ? 'col' : null },
      cellView(one, names),
    );
  const table = h(
    'table',
    { class: 'grid' },
    h('thead', {}, h('tr', {}, ...head.map(cell('th')))),
    h('tbody', {}, ...body.map((row) => h('tr', {}, ...row.map(cell('td'))))),
  );
  return frame('Table', table);
}

function frame(label: string, table: HTMLElement): HTMLElement {
  return h('div', { class: 'grid-frame', role: 'region', tabindex: 0, 'aria-label': label }, table);
}

interface Sorting {
  readonly column: number;
  readonly down: boolean;
}

const defaultPageSize = 5;

export function dataTableView(block: BlockView, names: Names): HTMLElement {
  const [head = [], ...body] = tableRows(block);
  const pageSize = typeof block['page_size'] === 'number' ? block['page_size'] : defaultPageSize;
  const caption = text(block['caption']);
  const view = h('div', { class: 'data-table' });
  let sorting: Sorting | null = null;
  let page = 0;
  const draw = () => {
    const sorted = sortRows(body, sorting);
    const shown = sorted.slice(page * pageSize, (page + 1) * pageSize);
    const columns = head.map((cell, column) =>
      headCell(cell, column, cellClass(body[0]?.[column] ?? cell, undefined), sorting, sortBy),
    );
    const table = h(
      'table',
      { class: 'grid' },
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, ...columns)),
      h('tbody', {}, ...shown.map((row) => bodyRow(row, names, rowHeader(block)))),
    );
    replaceChildren(view, frame(caption, table), pager(page, Math.ceil(body.length / pageSize), turnTo));
  };
  const sortBy = (column: number) => {
    const down: boolean =
      sorting?.column === column ? !sorting.down : body[0]?.[column]?.['type'] === 'raw_number';
    sorting = { column, down };
    page = 0;
    draw();
    view.querySelectorAll<HTMLElement>('th button')[column]?.focus();
  };
  const turnTo = (wanted: number, direction: 'previous' | 'next') => {
    page = wanted;
    draw();
    view.querySelector<HTMLElement>(`[data-page="${direction}"]`)?.focus();
  };
  draw();
  return view;
}

function rowHeader(block: BlockView): number {
  return typeof block['row_header_column_index'] === 'number' ? block['row_header_column_index'] : 0;
}

/** Ties keep the order of the app. */
function sortRows(rows: readonly Row[], sorting: Sorting | null): readonly Row[] {
  if (sorting === null) return rows;
  const direction = sorting.down ? -1 : 1;
  return [...rows].sort((a, b) => direction * compareCells(a[sorting.column], b[sorting.column]));
}

function compareCells(a: JsonObject | undefined, b: JsonObject | undefined): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortKey(cell: JsonObject | undefined): string | number {
  if (cell === undefined) return '';
  return typeof cell['value'] === 'number' ? cell['value'] : text(cell['text']).toLowerCase();
}

function headCell(
  cell: JsonObject,
  column: number,
  className: string,
  sorting: Sorting | null,
  sortBy: (column: number) => void,
): HTMLElement {
  const sorted = sorting?.column === column ? (sorting.down ? 'descending' : 'ascending') : null;
  const arrow = sorted && icon(sorted === 'descending' ? 'down' : 'up');
  const label = isObject(cell) ? text(cell['text']) : '';
  const button = h('button', { type: 'button', class: 'sort', onclick: () => sortBy(column) }, label, arrow);
  return h('th', { scope: 'col', class: className, 'aria-sort': sorted }, button);
}

function bodyRow(row: Row, names: Names, header: number): HTMLElement {
  const cells = row.map((cell, column) =>
    column === header
      ? h('th', { scope: 'row', class: cellClass(cell, undefined) }, cellView(cell, names))
      : h('td', { class: cellClass(cell, undefined) }, cellView(cell, names)),
  );
  return h('tr', {}, ...cells);
}

function pager(
  page: number,
  pages: number,
  turnTo: (page: number, direction: 'previous' | 'next') => void,
): HTMLElement | null {
  if (pages <= 1) return null;
  const button = (direction: 'previous' | 'next', to: number) =>
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        'data-page': direction,
        'aria-disabled': to < 0 || to >= pages ? 'true' : null,
        onclick: () => to >= 0 && to < pages && turnTo(to, direction),
      },
      direction === 'previous' ? 'Previous' : 'Next',
    );
  const place = h('span', { 'aria-live': 'polite' }, `${page + 1} of ${pages}`);
  return h('div', { class: 'pager' }, button('previous', page - 1), place, button('next', page + 1));
}
