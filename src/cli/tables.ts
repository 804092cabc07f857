// Rows as CSV and as an aligned table.

import { cleanText, truncate } from '#src/lib/text.ts';
import type { Cell, ReportResult, Row } from '#src/reports/report.ts';
import { formatValue } from '#src/reports/units.ts';

/** RFC 4180, CRLF; a text that a spreadsheet would run as a formula is prefixed with an apostrophe. */
export function toCsv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => csvCell(row[column] ?? null)).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const MAX_CELL = 32;

export function toTable({ report, rows }: ReportResult): string {
  const columns = report.columns.map(({ name, unit }) => ({
    name,
    isNumber: unit !== 'text' && unit !== 'id',
  }));
  const cells = rows.map((row) => report.columns.map(({ name, unit }) => cellText(row[name] ?? null, unit)));
  return aligned(columns, cells);
}

/** What is listed at a terminal: the fields named, one line per item. */
export function toList<Item extends object>(
  items: readonly Item[],
  fields: readonly (keyof Item & string)[],
): string {
  const cell = (value: unknown) => cleanText(Array.isArray(value) ? value.join(', ') : String(value ?? ''));
  return aligned(
    fields.map((name) => ({ name, isNumber: false })),
    items.map((item) => fields.map((name) => cell(item[name]))),
  );
}

interface TableColumn {
  readonly name: string;
  /** Numbers end in the same place. */
  readonly isNumber: boolean;
}

function aligned(columns: readonly TableColumn[], cells: readonly (readonly string[])[]): string {
  const widths = columns.map(({ name }, i) =>
    Math.max(name.length, ...cells.map((row) => [...row[i]!].length)),
  );
  const format = (row: readonly string[]) =>
    row
      .map((cell, i) => (columns[i]!.isNumber ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [format(columns.map(({ name }) => name)), ...cells.map(format), ''].join('\n');
}

function cellText(value: Cell, unit: Parameters<typeof formatValue>[1]): string {
  if (value === null) return '-';
  return truncate(cleanText(formatValue(value, unit)[0]!).replace(/\s+/g, ' '), MAX_CELL);
}
