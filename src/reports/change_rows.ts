// Rows of the SQL of a changed cost to one row per thing, its terms adding up to its difference and the differences to the total's.
import { type Account, type CostTerms, costOf, costTerms, TERMS, type Term } from '#src/lib/cost_terms.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { compareText } from '#src/lib/text.ts';
import { addingUp } from './cents.ts';
import { displayNames, productOf } from './names.ts';
import type { Unpriced } from './notes.ts';
import type { Row, Window } from './report.ts';

/** One thing and SKU; days and runs are of the thing. */
export interface CostChangeRaw extends Unpriced {
  readonly parent_type: string;
  readonly subject_id: string;
  readonly name: string | null;
  readonly workspace_name: string | null;
  readonly compute_sku: string;
  readonly cost_micros: number;
  readonly previous_cost_micros: number;
  readonly dbu_micros: number;
  readonly previous_dbu_micros: number;
  readonly days: number;
  readonly previous_days: number;
  readonly finished_runs: number;
  readonly previous_finished_runs: number;
  readonly retry_runs: number;
  readonly previous_retry_runs: number;
  readonly duration_ms: number;
  readonly previous_duration_ms: number;
  readonly most_retries: number;
}

type TermColumns = { readonly [T in Term as `${T}_usd`]: number | null };

export interface CostChangeRow extends Row, TermColumns {
  readonly entity_type: string;
  readonly entity_id: string | null;
  readonly entity_name: string;
  readonly cost_before_usd: number | null;
  readonly cost_now_usd: number;
  readonly difference_usd: number | null;
  readonly unpriced_rows: number;
}

const TYPES: Readonly<Record<string, string>> = {
  JOB_RUN: 'job',
  SQL_WAREHOUSE: 'warehouse',
  APC_CLUSTER: 'cluster',
};

/** The rows of one thing, in order. */
function thingsOf(raw: readonly CostChangeRaw[]): readonly (readonly CostChangeRaw[])[] {
  const things = new Map<string, CostChangeRaw[]>();
  for (const row of raw) {
    const key = `${row.parent_type}:${row.subject_id}`;
    const known = things.get(key);
    if (known) known.push(row);
    else things.set(key, [row]);
  }
  return [...things.values()];
}

/** By size of the difference, ties by id. */
export function costChangeRows(raw: readonly CostChangeRaw[], window: Window): CostChangeRow[] {
  const things = thingsOf(raw);
  const accounts = things.map((rows) => [accountOf(rows, 'before'), accountOf(rows, 'now')] as const);
  const before = addingUp(accounts.map(([account]) => costOf(account)));
  const now = addingUp(accounts.map(([, account]) => costOf(account)));
  const names = displayNames(things.map((rows) => nameable(rows[0]!)));
  const rows = things.map((own, i) => {
    const cents = Math.round(now[i]! * 100) - Math.round(before[i]! * 100);
    const terms = costTerms(...accounts[i]!, cents * 10_000);
    return {
      entity_type: TYPES[own[0]!.parent_type] ?? 'product',
      entity_id: own[0]!.subject_id || null,
      entity_name: names[i]!,
      cost_before_usd: window.hasPrevious ? before[i]! : null,
      cost_now_usd: now[i]!,
      difference_usd: window.hasPrevious ? cents / 100 : null,
      ...termColumns(terms, own[0]!, window),
      unpriced_rows: own.reduce((sum, row) => sum + row.unpriced_rows, 0),
    };
  });
  return rows.sort((a, b) => size(b) - size(a) || compareText(key(a), key(b)));
}

function key(row: CostChangeRow): string {
  return `${row.entity_type}:${row.entity_id ?? ''}`;
}

function size(row: CostChangeRow): number {
  return Math.abs(row.difference_usd ?? row.cost_now_usd);
}

function nameable({ parent_type, subject_id, name, workspace_name }: CostChangeRaw) {
  const type = TYPES[parent_type];
  const fallback = type === undefined ? productOf(subject_id) : `${type} ${subject_id}`;
  const unknown = parent_type === 'JOB_RUN' && subject_id === '';
  return { id: unknown ? null : subject_id, name: name?.trim() || fallback, place: workspace_name };
}

function accountOf(rows: readonly CostChangeRaw[], period: 'before' | 'now'): Account {
  const first = rows[0]!;
  const of = <K extends string>(row: CostChangeRaw, column: K) =>
    Number((row as unknown as Row)[period === 'now' ? column : `previous_${column}`]);
  const skus = rows.map((row) => ({
    sku: row.compute_sku,
    costMicros: of(row, 'cost_micros'),
    dbuMicros: of(row, 'dbu_micros'),
  }));
  const runs = {
    finished: of(first, 'finished_runs'),
    retries: first.most_retries > 0 ? of(first, 'retry_runs') : null,
    hours: of(first, 'duration_ms') / 3.6e6,
  };
  return { skus, days: of(first, 'days'), runs: isKnownJob(first) ? runs : null };
}

function isKnownJob({ parent_type, subject_id }: CostChangeRaw): boolean {
  return parent_type === 'JOB_RUN' && subject_id !== '';
}

function termColumns(terms: CostTerms, first: CostChangeRaw, window: Window): TermColumns {
  const unknown = (term: Term) => term === 'retries' && first.most_retries === 0 && isKnownJob(first);
  const value = (term: Term) => (!window.hasPrevious || unknown(term) ? null : microsToUsd(terms[term] ?? 0));
  return Object.fromEntries(TERMS.map((term) => [`${term}_usd`, value(term)])) as unknown as TermColumns;
}

/** Each term over all rows, in whole cents. */
export function termSums(rows: readonly CostChangeRow[]): { readonly term: Term; readonly cents: number }[] {
  return TERMS.map((term) => ({
    term,
    cents: rows.reduce((sum, row) => sum + Math.round((row[`${term}_usd`] ?? 0) * 100), 0),
  }));
}
