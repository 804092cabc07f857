// Remarks a reader of any cost figure must see.
import { significant } from '#src/lib/stats.ts';
import type { FactInput, FactSheet } from './facts.ts';
import { type Line, line, words } from './line.ts';
import type { Column, Row } from './report.ts';

export const UNPRICED_COLUMN: Column = {
  name: 'unpriced_rows',
  unit: 'count',
  description: 'Usage rows without a price; their cost is not in the total',
};

/** What a report's SQL says of usage without a price. */
export interface Unpriced {
  readonly unpriced_rows: number;
  /** DBUs of the days of a SKU on which nothing had a price. */
  readonly unpriced_dbu_micros?: number;
  /** Rows without a price on days of a SKU on which other rows had one: how many DBUs they hold is not known here. */
  readonly unpriced_mixed_rows?: number;
}

/** NULL costs are counted and said, never taken as zero. */
export function unpricedNotes(
  rows: readonly (Unpriced | Row)[],
  sheet: FactSheet,
  about: Pick<FactInput, 'sqlHash'> = {},
): Line[] {
  const sum = (column: keyof Unpriced) => rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);
  const count = sum('unpriced_rows');
  if (count === 0) return [];
  const add = (key: string, label: string, value: number, unit: 'count' | 'dbu') =>
    sheet.add({ key: `rows.unpriced${key}`, label, value, unit, ...about });
  const unpriced = add('', 'usage rows without a price', count, 'count');
  const dbus = significant(sum('unpriced_dbu_micros') / 1e6);
  const least = sum('unpriced_mixed_rows') > 0 ? 'at least ' : '';
  const size =
    dbus === 0
      ? []
      : line` (${words(least)}${add('.dbus', 'DBUs of usage rows without a price', dbus, 'dbu')})`;
  return [
    line`${unpriced} usage ${words(count === 1 ? 'row' : 'rows')}${size} ${words(count === 1 ? 'has' : 'have')} no price: what ${words(count === 1 ? 'it' : 'they')} cost is in none of these dollars.`,
  ];
}
