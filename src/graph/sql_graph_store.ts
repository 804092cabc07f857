// The usage graph in SQLite: edge tables made from the telemetry, one statement per step.
import { loadSql } from '#src/store/sql_file.ts';
import type { EdgeKind } from '#src/store/sqlite/usage_graph.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import type { GraphStore, StepEdge, StepQuery, StepRest, StepResult } from './graph_store.ts';

/** One of the best edges; with `kind` null, all the others. */
interface StepRow {
  readonly kind: EdgeKind | null;
  readonly via_ref: string | null;
  readonly via_name: string | null;
  readonly ref: string | null;
  readonly name: string | null;
  readonly hops: number;
  readonly at: string | null;
  readonly n: number;
  readonly cost_micros: number | null;
  readonly duration_ms: number | null;
  readonly failed: number | null;
  readonly detail: string | null;
  readonly edges: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
}

/** Comes after every time, and '' before. */
const AFTER_ALL = 'z';

const STATEMENTS = {
  step: { out: 'graph/step_out', in: 'graph/step_in' },
  reach: { out: 'graph/reach_out', in: 'graph/reach_in' },
} as const;

export function sqlGraphStore(source: UsageSource): GraphStore {
  return {
    nameOf: async (ref) => {
      const rows = await source.query<{ name: string | null }>(loadSql('graph/node'), nodeParams(ref));
      return rows[0]?.name ?? null;
    },
    step: async (query) => {
      const statement = loadSql(STATEMENTS[query.depth > 1 ? 'reach' : 'step'][query.direction]);
      return toResult(await source.query<StepRow>(statement, stepParams(query)), query.ref);
    },
  };
}

function nodeParams(ref: string): { readonly type: string; readonly key: string } {
  const colon = ref.indexOf(':');
  return { type: ref.slice(0, colon), key: ref.slice(colon + 1) };
}

function stepParams(query: StepQuery): SqlParams {
  const { depth, window, from, to, score, isEach, quota } = query;
  const shared = {
    ...nodeParams(query.ref),
    kinds: JSON.stringify(query.kinds),
    score,
    each: isEach ? 1 : 0,
    quota,
    from_day: from,
    to_day: to,
  };
  if (depth > 1) return { ...shared, depth };
  return {
    ...shared,
    from: window === 'within' ? from : '',
    until: window === 'always' ? AFTER_ALL : `${to}${AFTER_ALL}`,
  };
}

function toResult(rows: readonly StepRow[], here: string): StepResult {
  const others = rows.find((row) => row.kind === null);
  return {
    edges: rows.flatMap((row) => (row.kind === null ? [] : [toEdge(row, row.kind, here)])),
    rest: others ? toRest(others) : null,
  };
}

function toRest({ edges, at, n, cost_micros, duration_ms, failed, p50_ms, p95_ms }: StepRow): StepRest {
  return { edges, at: at || null, n, cost_micros, duration_ms, failed, p50_ms, p95_ms };
}

function toEdge(row: StepRow, kind: EdgeKind, here: string): StepEdge {
  const { name, hops, at, n, cost_micros, duration_ms, failed, detail } = row;
  const via = { ref: row.via_ref ?? here, name: row.via_name };
  return {
    kind,
    ref: row.ref!,
    name,
    hops,
    via,
    at: at || null,
    n,
    cost_micros,
    duration_ms,
    failed,
    detail,
  };
}
