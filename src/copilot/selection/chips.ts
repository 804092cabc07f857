// The chips: fixed prompts per kind of entity, in four lanes. Ids, labels and order never depend on data.
import { UserError } from '#src/lib/errors.ts';
import type { EntityType } from '#src/reports/report.ts';
import type { ChipView, Lane } from '../answer_types.ts';
import { diagnoseChips } from './chip_catalog/diagnose.ts';
import { monitorChips } from './chip_catalog/monitor.ts';
import { optimizeChips } from './chip_catalog/optimize.ts';
import { understandChips } from './chip_catalog/understand.ts';
import type { DocsQueries } from './docs_queries.ts';

export interface Chip extends ChipView {
  readonly version: number;
  readonly entityTypes: readonly EntityType[];
  /** Fixed words for the documentation search by kind of entity; null when documents have nothing to add. */
  readonly docsQueries: DocsQueries | null;
  /** What it does, for the list of chips. */
  readonly description: string;
}

export const LANES: readonly Lane[] = ['understand', 'diagnose', 'optimize', 'monitor'];

export const CHIPS: readonly Chip[] = [
  ...understandChips,
  ...diagnoseChips,
  ...optimizeChips,
  ...monitorChips,
];

/** In lane order; a card shows the first four of a lane as buttons. */
export function chipsFor(type: EntityType): readonly Chip[] {
  return CHIPS.filter((chip) => chip.entityTypes.includes(type));
}

export function reportChips(): readonly Chip[] {
  return chipsFor('report');
}

/** Throws UserError 'unknown_chip'. */
export function chipById(id: string): Chip {
  const found = CHIPS.find((chip) => chip.id === id);
  if (found) return found;
  throw new UserError({
    code: 'unknown_chip',
    message: `There is no chip "${id.slice(0, 60)}".`,
    kept: 'Nothing was changed.',
    next: 'It may be from an older version: run /usage-report again and use the new message.',
    nextInTerminal: 'List them: npm run -s copilot -- chips --format table',
  });
}
