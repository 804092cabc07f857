// How edges read, along them and against them, and what they count.
import type { EdgeKind } from '#src/store/sqlite/usage_graph.ts';

export interface KindWords {
  readonly says: string;
  /** Read from the other end; without it the edge is told along its direction. */
  readonly back?: string;
  /** What `n` counts, in the plural. */
  readonly unit?: string;
}

export const KIND_WORDS: Readonly<Record<EdgeKind | 'includes', KindWords>> = {
  belongs_to: { says: 'belongs to' },
  billed_as: { says: 'was billed as' },
  changed_by: { says: 'changed by' },
  configured_by: { says: 'configured by' },
  draws_from: { says: 'draws from', unit: 'runs' },
  failed_in: { says: 'failed in', back: 'is a run of' },
  failed_with: { says: 'failed with' },
  feeds: { says: 'feeds' },
  had: { says: 'had' },
  happened_on: { says: 'happened on' },
  has_driver_of: { says: 'has a driver of', unit: 'runs' },
  has_workers_of: { says: 'has workers of', unit: 'runs' },
  includes: { says: 'includes' },
  lives_in: { says: 'lives in' },
  lost_workers_in: { says: 'lost spot workers in', unit: 'evictions' },
  owned_by: { says: 'owned by', back: 'owns' },
  queried_by: { says: 'used by', back: 'used', unit: 'queries' },
  ran: { says: 'ran', back: 'is a run of' },
  ran_at: { says: 'ran at' },
  ran_on: { says: 'ran on' },
  repeated_by: { says: 'was repeated by' },
  repeated_statement: { says: 'ran the statement', unit: 'times' },
  repeats: { says: 'repeats' },
  saw: { says: 'had', unit: 'times, the last on that day' },
  serves: { says: 'serves', unit: 'queries and starts' },
  started_by: { says: 'used by', back: 'used', unit: 'starts' },
  submitted_by: { says: 'was submitted by' },
  took: { says: 'tells of' },
  triggered_by: { says: 'was triggered by' },
  works_in: { says: 'works in' },
};
