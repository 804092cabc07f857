// What views need from the core and are handed, because they import types only.

import type { Selection } from '#src/copilot/selection/selection.ts';
import type { IsoDay } from '#src/lib/dates.ts';
import type { Cell } from '#src/reports/report.ts';
import type { Unit } from '#src/reports/units.ts';

export interface ViewTools {
  /** A selection as a button's value; null when its filters are too long for one. */
  readonly pack: (selection: Selection) => string | null;
  /** A selection as a menu's block_id; `role` keeps the ids of one message apart. null when too long. */
  readonly scope: (role: string, selection: Selection) => string | null;
  /** '31 Oct', with the year when it is not the year of `reference`. */
  readonly day: (day: IsoDay, reference: IsoDay) => string;
  /** '2 to 31 Oct' */
  readonly period: (from: IsoDay, to: IsoDay, reference: IsoDay) => string;
  /** A table cell as people read it. */
  readonly cell: (value: Cell, unit: Unit) => string;
}
