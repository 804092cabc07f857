// One thing a digest may say: how much it is about, what explains it, and how it is written once it is chosen.
import type { ChipView, DigestChange } from '#src/copilot/answer_types.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import type { Selection } from '#src/copilot/selection/selection.ts';
import type { EntityRef } from '#src/reports/facts.ts';
import type { Line } from '#src/reports/line.ts';
import type { CostChange } from './cost_changes.ts';
import type { Notebook } from './notebook.ts';
import type { Days } from './period.ts';
import type { OpenItem } from './snapshot.ts';

/** What is looked at every time; those that find nothing are counted. */
export const CHECKS = [
  'total',
  'jobs_risen',
  'jobs_fallen',
  'jobs_new',
  'jobs_missing',
  'jobs_failed',
  'evictions',
  'warehouses',
  'clusters',
  'other_services',
  'prices',
  'unpriced',
] as const;
export type Check = (typeof CHECKS)[number];

export interface Finding {
  readonly key: string;
  readonly check: Check;
  readonly kind: DigestChange['kind'];
  /** Dollars at stake, for the order. */
  readonly weightMicros: number;
  readonly ref: EntityRef;
  readonly chip: ChipView;
  /** The change of cost it is about; null when it is about more than one subject. */
  readonly change: CostChange | null;
  readonly write: (notebook: Notebook) => Line;
  /** What the next digest follows up. */
  readonly open: readonly OpenItem[];
}

/** The chip's answer is about the very days the line is about, so that its figures are the line's. */
export function selectionFor(entity: EntityRef, { from, to }: Days): Selection {
  const report = entity.startsWith('job:') ? 'job_cost' : 'compute_type_cost';
  return { report, from, to, entity };
}

/** Largest first; of equals the smaller key, so that the order never depends on the data's. */
export function byWeight(a: Finding, b: Finding): number {
  return b.weightMicros - a.weightMicros || (a.key < b.key ? -1 : 1);
}

function chip(id: string, label: string): ChipView {
  return { id, lane: chipById(id).lane, label };
}

export const WHY = chip('diagnose.what_changed', 'Why?');
export const LOOK = chip('understand.explain', 'Look');
export const FAILURES = chip('diagnose.failures', 'Failures');
export const EVICTIONS = chip('diagnose.spot_evictions', 'Evictions');
