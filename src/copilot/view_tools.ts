// The pure functions that the views of blocks/ are handed, because they import types only.
import { formatDay, formatPeriod } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import type { Cell } from '#src/reports/report.ts';
import { formatValue, type Unit } from '#src/reports/units.ts';
import { packScope } from './selection/scope.ts';
import { packSelection, type Selection } from './selection/selection.ts';

export const viewTools = {
  pack: packOrNull,
  scope: packScope,
  day: formatDay,
  period: formatPeriod,
  cell: (value: Cell, unit: Unit) => (value === null ? '' : (formatValue(value, unit)[0] ?? '')),
};

/** Filters too long for a button cost a message its buttons, never the message. */
function packOrNull(selection: Selection): string | null {
  try {
    return packSelection(selection);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
