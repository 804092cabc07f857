// One job, warehouse, cluster or other service as a digest sees it: its figures in the period and on the days that show what is usual.
import type { EntityRef } from '#src/reports/facts.ts';
import { displayNames } from '#src/reports/names.ts';

export interface Amounts {
  readonly costMicros: number;
  readonly dbuMicros: number;
  /** Days with usage. */
  readonly activeDays: number;
  /** Average CPU in percent; null where it is not measured. */
  readonly cpuPct: number | null;
}

export const NOTHING: Amounts = { costMicros: 0, dbuMicros: 0, activeDays: 0, cpuPct: null };

export interface RunCounts {
  readonly total: number;
  readonly success: number;
  readonly failed: number;
  /** Attempts that repeat a failed one. */
  readonly retries: number;
  readonly durationMs: number;
  readonly durationRuns: number;
  readonly evictions: number;
}

export const NO_RUNS: RunCounts = {
  total: 0,
  success: 0,
  failed: 0,
  retries: 0,
  durationMs: 0,
  durationRuns: 0,
  evictions: 0,
};

type Group = 'job' | 'warehouse' | 'cluster' | 'other';

export interface Subject {
  /** 'JOB_RUN:123' */
  readonly key: string;
  /** Id within its type. */
  readonly id: string;
  readonly ref: EntityRef;
  readonly name: string;
  readonly group: Group;
  readonly now: Amounts;
  /** One per base of the period. */
  readonly bases: readonly Amounts[];
  /** The days right before the period. */
  readonly before: Amounts;
  readonly monthMate: Amounts;
  /** Cost of its last days with usage before the period, for what seldom has any; empty: it is new. null: it has usage regularly. */
  readonly earlier: readonly number[] | null;
  readonly runs: RunCounts;
  readonly baseRuns: readonly RunCounts[];
}

const GROUPS: Readonly<Record<string, Group>> = {
  JOB_RUN: 'job',
  SQL_WAREHOUSE: 'warehouse',
  APC_CLUSTER: 'cluster',
};

export function groupOf(parentType: string): Group {
  return GROUPS[parentType] ?? 'other';
}

/** Usage whose job is unknown, and services without an entity of their own, lead to their type. */
export function refOf(parentType: string, id: string): EntityRef {
  const group = groupOf(parentType);
  if (group === 'other') return 'compute_type:OTHER';
  return id === '' ? `compute_type:${parentType}` : `${group}:${id}`;
}

export interface NameRow {
  readonly parent_type: string;
  readonly subject_id: string;
  readonly name: string | null;
  readonly place: string | null;
}

/** Distinct names by subject key; of jobs against jobs, of the rest against the rest. */
export function namesByKey(rows: readonly NameRow[]): Map<string, string> {
  const jobs = rows.filter((row) => row.parent_type === 'JOB_RUN');
  const others = rows.filter((row) => row.parent_type !== 'JOB_RUN');
  return new Map([...named(jobs), ...named(others)]);
}

function named(rows: readonly NameRow[]): [string, string][] {
  const names = displayNames(
    rows.map((row) => ({ id: row.subject_id, name: row.name ?? plainName(row), place: row.place })),
  );
  return rows.map((row, i) => [subjectKey(row), names[i]!]);
}

export function subjectKey(row: { readonly parent_type: string; readonly subject_id: string }): string {
  return `${row.parent_type}:${row.subject_id}`;
}

/** For what no table names: 'Unattributed jobs', 'warehouse 4c1f', 'Model serving'. */
function plainName({ parent_type, subject_id }: Pick<NameRow, 'parent_type' | 'subject_id'>): string {
  if (subject_id === '') return parent_type === 'JOB_RUN' ? 'Usage of unknown jobs' : 'Usage without an id';
  const group = groupOf(parent_type);
  if (group !== 'other') return `${group} ${subject_id}`;
  const product = subject_id.slice(subject_id.indexOf(':') + 1).replaceAll('_', ' ');
  return product.slice(0, 1).toUpperCase() + product.slice(1).toLowerCase();
}
