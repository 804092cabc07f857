// The figures of a report as a table, for when its chart cannot be shown.
import type { KnownBlock, TableBlock } from '@slack/types';
import type { Column, ReportResult, Row } from '#src/reports/report.ts';
import { dataToPlain } from './data_text.ts';
import { context } from './kit.ts';
import type { Room } from './room.ts';
import type { ViewTools } from './view_tools.ts';

/** More columns than this do not fit a message's width. */
const COLUMNS = 5;
const ROWS = 15;
const SUFFIX = /_(usd|mins|micros)$/;

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
      ...rows.map((row) => cells(row, columns, result, room, tools)),
    ],
  };
  const all = result.rows.length;
  return rows.length < all ? [table, context(`The first ${rows.length} of ${all} rows.`)] : [table];
}

function cells(row: Row, columns: readonly Column[], { menu }: ReportResult, room: Room, tools: ViewTools) {
  return columns.map(({ name, unit }) => {
    // A column of codes named like an entity ('compute_type') is read by the names of the menu.
    const code = row[name] ?? null;
    const value = menu.find((entry) => entry.ref === `${name}:${code}`)?.name ?? code;
    return cell(value === null ? '–' : dataToPlain(tools.cell(value, unit), Math.min(60, room.name)) || '–');
  });
}

function cell(text: string) {
  return { type: 'raw_text' as const, text };
}

/** 'cost_total_usd' -> 'Cost total', 'spot_cost_pct' -> 'Spot cost share' */
function heading({ name }: Column): string {
  const words = name
    .replace(SUFFIX, '')
    .replace(/^pct_of/, 'share_of')
    .replace(/rate_pct$/, 'rate')
    .replace(/_pct$/, '_share')
    .replaceAll('_', ' ')
    .replace('ondemand', 'on demand')
    .replace(/^avg /, 'average ')
    .replace(/\bdbus\b/, 'DBUs')
    .replace(/\bcpu\b/, 'CPU');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isWords({ unit }: Column): boolean {
  return unit === 'text' || unit === 'day' || unit === 'time';
}
