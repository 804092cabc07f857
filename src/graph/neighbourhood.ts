// The ego graph of one selected entity: what it is connected to, bounded per relation, in an order that depends on the data alone.
import type { UsageSource } from '#src/store/usage_source.ts';
import { describe } from './describe.ts';
import { egoGraph, type RelationEdges } from './ego_graph.ts';
import { type GraphScope, type GraphStore, sqlGraphStore } from './graph_store.ts';
import { quotaOf, relationsOf } from './policy.ts';

export interface Subgraph {
  /** Rendered edges in a stable order; figures in them are context, not facts. */
  readonly lines: readonly string[];
  /** What was collapsed into one line, and why. */
  readonly leftOut: readonly { readonly item: string; readonly reason: string }[];
  readonly nodeCount: number;
  readonly edgeCount: number;
}

export async function neighbourhood(scope: GraphScope, source: UsageSource): Promise<Subgraph> {
  const results = await readRelations(scope, sqlGraphStore(source));
  const graph = egoGraph(scope.ref, results);
  return { ...describe(graph, results, scope), nodeCount: graph.order, edgeCount: graph.size };
}

async function readRelations(scope: GraphScope, store: GraphStore): Promise<RelationEdges[]> {
  const results: RelationEdges[] = [];
  for (const relation of relationsOf(scope.ref.slice(0, scope.ref.indexOf(':')))) {
    const quota = quotaOf(relation, scope.lane);
    results.push({ relation, quota, edges: await store.edges(relation.name, scope, quota) });
  }
  return results;
}
