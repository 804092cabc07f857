// Remarks a reader of any cost figure must see.
import type { FactSheet } from './facts.ts';
import { type Line, line, words } from './line.ts';
import type { Column, Row } from './report.ts';

export const UNPRICED_COLUMN: Column = {
  name: 'unpriced_rows',
  unit: 'count',
  description: 'Usage rows without a price; their cost is not in the total',
};

/** NULL costs are counted and said, never taken as zero. */
export function unpricedNotes(rows: readonly Row[], sheet: FactSheet): Line[] {
  const count = rows.reduce((sum, row) => sum + Number(row.unpriced_rows ?? 0), 0);
  if (count === 0) return [];
  const unpriced = sheet.add({
    key: 'rows.unpriced',
    label: 'usage rows without a price',
    value: count,
    unit: 'count',
  });
  return [
    line`${unpriced} usage ${words(count === 1 ? 'row has' : 'rows have')} no price and ${words(count === 1 ? 'is' : 'are')} not in these figures.`,
  ];
}
