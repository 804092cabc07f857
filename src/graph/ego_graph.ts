// The extracted graph around one entity: nodes are things, edges what SQL says about two of them.
import { MultiDirectedGraph } from 'graphology';
import type { GraphEdge } from './graph_store.ts';
import type { Relation } from './policy.ts';

export interface NodeAttributes {
  /** null: only the id is known. */
  readonly name: string | null;
}

export interface EdgeAttributes {
  readonly edge: GraphEdge;
}

export type EgoGraph = MultiDirectedGraph<NodeAttributes, EdgeAttributes>;

/** The edges of one relation, best first. */
export interface RelationEdges {
  readonly relation: Relation;
  readonly quota: number;
  readonly edges: readonly GraphEdge[];
}

/** Keyed by relation and rank, so that the same edges make the same graph whatever order their rows were stored in. */
export function egoGraph(ref: string, results: readonly RelationEdges[]): EgoGraph {
  const graph: EgoGraph = new MultiDirectedGraph();
  graph.addNode(ref, { name: null });
  for (const { relation, edges } of results) {
    edges.forEach((edge, rank) => {
      addNode(graph, edge.from_ref, edge.from_name);
      addNode(graph, edge.to_ref, edge.to_name);
      graph.addEdgeWithKey(edgeKey(relation, rank), edge.from_ref, edge.to_ref, { edge });
    });
  }
  return graph;
}

export function edgeKey(relation: Relation, rank: number): string {
  return `${relation.name}.${rank}`;
}

/** A name learned later fills one that was unknown. */
function addNode(graph: EgoGraph, ref: string, name: string | null): void {
  if (!graph.hasNode(ref)) graph.addNode(ref, { name });
  else if (name !== null && graph.getNodeAttribute(ref, 'name') === null)
    graph.setNodeAttribute(ref, 'name', name);
}
