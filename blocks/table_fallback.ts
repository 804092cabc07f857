// The figures of a report as a table, for when its chart cannot be shown.
import type { KnownBlock, TableBlock } from '@slack/types';
import type { Column, ReportResult, Row } from '#src/reports/report.ts';
import { dataToPlain } from './data_text.ts';
import type { Room } from './room.ts';
import type { ViewTools } from './view_tools.ts';

/** More columns than this do not fit a message's width. */
const COLUMNS = 5;
const ROWS = 15;
const SUFFIX = /_(usd|pct|mins|micros)$/;

export function tableBlocks(result: ReportResult, room: Room, tools: ViewTools): KnownBlock[] {
  const rows = result.rows.slice(0, Math.min(ROWS, room.items));
  const says = ({ name, unit }: Column) => unit !== 'id' && rows.some((row) => (row[name] ?? null) !== null);
  const columns = result.report.columns.filter(says).slice(0, COLUMNS);
  if (rows.length === 0 || columns.length === 0) return [];
  const table: TableBlock = {
    type: 'table',
    column_settings: columns.map((column) => ({
      align: isWords(column) ? 'left' : 'right',
      is_wrapped: true,
    })),
    rows: [
      columns.map((column) => cell(heading(column))),
      ...rows.map((row) => cells(row, columns, room, tools)),
    ],
  };
  return [table];
}

function cells(row: Row, columns: readonly Column[], room: Room, tools: ViewTools) {
  return columns.map(({ name, unit }) => {
    const value = row[name] ?? null;
    return cell(value === null ? '–' : dataToPlain(tools.cell(value, unit), Math.min(60, room.name)) || '–');
  });
}

function cell(text: string) {
  return { type: 'raw_text' as const, text };
}

/** 'cost_total_usd' -> 'Cost total' */
function heading({ name }: Column): string {
  const words = name.replace(SUFFIX, '').replaceAll('_', ' ').replace('ondemand', 'on demand');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isWords({ unit }: Column): boolean {
  return unit === 'text' || unit === 'day' || unit === 'time';
}
