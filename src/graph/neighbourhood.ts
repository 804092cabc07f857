// The ego graph of one selected entity: what it is connected to, bounded per step, in an order that depends on the data alone.
import { UserError } from '#src/lib/errors.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { describe } from './describe.ts';
import { egoGraph, type StepEdges } from './ego_graph.ts';
import type { GraphStore, StepEdge, StepQuery, StepRest } from './graph_store.ts';
import { readMembers } from './members.ts';
import { MEMBERS, type Quota, quotaOf, type Step, stepsOf } from './policy.ts';
import { sqlGraphStore } from './sql_graph_store.ts';

/** What is looked at: an entity as 'type:id', the lane that asks, inclusive days, and the report's filters. */
export interface GraphScope {
  readonly ref: string;
  readonly lane: string;
  readonly from: string;
  readonly to: string;
  readonly workspace?: string | null;
  readonly department?: string | null;
  readonly tag?: string | null;
  readonly job?: string | null;
}

export interface Subgraph {
  /** Rendered edges in a stable order; figures in them are context, not facts. */
  readonly lines: readonly string[];
  /** What was collapsed into one line, and why. */
  readonly leftOut: readonly { readonly item: string; readonly reason: string }[];
  readonly nodeCount: number;
  readonly edgeCount: number;
}

/** Of a database too large for that, and not prepared, the surroundings are left out, which is said. */
export async function neighbourhood(
  scope: GraphScope,
  source: UsageSource,
  store: GraphStore = sqlGraphStore(source),
): Promise<Subgraph> {
  try {
    return await surroundingsOf(scope, source, store);
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'graph_not_built')) throw error;
    return { lines: [], leftOut: [{ item: 'Surroundings', reason: error.full }], nodeCount: 1, edgeCount: 0 };
  }
}

async function surroundingsOf(scope: GraphScope, source: UsageSource, store: GraphStore): Promise<Subgraph> {
  const type = scope.ref.slice(0, scope.ref.indexOf(':'));
  const members = MEMBERS[type];
  const results = members
    ? [await stepOfMembers(members, scope, source)]
    : await walk(scope, store, stepsOf(type));
  const isKnown = members === undefined && results.length > 0;
  const graph = egoGraph(scope.ref, isKnown ? await store.nameOf(scope.ref) : null, results);
  return { ...describe(graph, results, scope), nodeCount: graph.order, edgeCount: graph.size };
}

async function walk(scope: GraphScope, store: GraphStore, steps: readonly Step[]): Promise<StepEdges[]> {
  const results: StepEdges[] = [];
  for (const step of steps) {
    const quota = quotaOf(step.quota, scope.lane);
    for (const start of startsOf(step, scope, results)) {
      const found = await store.step(queryOf(step, scope, start, quota));
      results.push({ step, start, quota, ...found });
    }
  }
  return results;
}

/** The entity itself, or every node that an earlier step shows. */
function startsOf(step: Step, scope: GraphScope, results: readonly StepEdges[]): readonly string[] {
  if (step.after === undefined) return [scope.ref];
  const shown = results.find((result) => result.step.name === step.after);
  return shown?.edges.map((edge) => edge.ref) ?? [];
}

function queryOf(step: Step, { from, to }: GraphScope, ref: string, quota: number): StepQuery {
  const { kinds, direction, depth, score, isEach, window } = step;
  return { ref, kinds, direction, depth, score, isEach, window, from, to, quota };
}

async function stepOfMembers(
  { sql, noun, quota: quotas }: { sql: string; noun: Step['noun']; quota: Quota },
  scope: GraphScope,
  source: UsageSource,
): Promise<StepEdges> {
  const quota = quotaOf(quotas, scope.lane);
  const { members, restCount, restCostMicros } = await readMembers(sql, scope, quota, source);
  const none = { at: null, n: 1, duration_ms: null, failed: null };
  const edges = members.map(({ to_ref: ref, to_name: name, cost_micros }): StepEdge => {
    const via = { ref: scope.ref, name: null };
    return { ...none, kind: 'includes', ref, name, hops: 1, via, cost_micros, detail: null };
  });
  const rest: StepRest = {
    ...none,
    edges: restCount,
    cost_micros: restCostMicros,
    p50_ms: null,
    p95_ms: null,
  };
  const step = { name: sql, noun, direction: 'out', tells: ['cost'] } as const;
  return { step, start: scope.ref, quota, edges, rest: restCount > 0 ? rest : null };
}
