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
  const columns = report.columns;
  const cells = rows.map((row) => columns.map(({ name, unit }) => cellText(row[name] ?? null, unit)));
  const widths = columns.map(({ name }, i) =>
    Math.max(name.length, ...cells.map((row) => [...row[i]!].length)),
  );
  const numeric = columns.map(({ unit }) => unit !== 'text' && unit !== 'id');
  const format = (row: readonly string[]) =>
    row
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [format(columns.map(({ name }) => name)), ...cells.map(format), ''].join('\n');
}

function cellText(value: Cell, unit: Parameters<typeof formatValue>[1]): string {
  if (value === null) return '-';
  return truncate(cleanText(formatValue(value, unit)[0]!).replace(/\s+/g, ' '), MAX_CELL);
}
