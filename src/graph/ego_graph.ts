// The extracted graph around one entity: nodes are things, edges what the telemetry says about two of them, and what is not shown is one node per step.
import { MultiDirectedGraph } from 'graphology';
import type { StepEdge, StepResult } from './graph_store.ts';
import type { Step } from './policy.ts';

export interface NodeAttributes {
  /** null: only the id is known. */
  readonly name: string | null;
}

export type EgoGraph = MultiDirectedGraph<NodeAttributes>;

/** What one step found from one node, best first. */
export interface StepEdges extends StepResult {
  readonly step: Pick<Step, 'name' | 'noun' | 'direction' | 'tells' | 'after'>;
  /** Where the step was taken from. */
  readonly start: string;
  readonly quota: number;
}

/** Keyed by step and rank, so that the same edges make the same graph whatever order their rows were stored in. */
export function egoGraph(ref: string, name: string | null, results: readonly StepEdges[]): EgoGraph {
  const graph: EgoGraph = new MultiDirectedGraph();
  graph.addNode(ref, { name });
  for (const result of results) {
    const { step, start, edges, rest } = result;
    edges.forEach((edge, rank) => {
      addNode(graph, edge.via.ref, edge.via.name);
      addNode(graph, edge.ref, edge.name);
      const [from, to] = endsOf(edge, step.direction);
      graph.addEdgeWithKey(edgeKey(result, rank), from, to);
    });
    if (rest === null) continue;
    const others = `rest:${step.name} ${start}`;
    graph.addNode(others, { name: `${rest.edges} more ${step.noun[1]}` });
    graph.addEdgeWithKey(edgeKey(result, edges.length), start, others);
  }
  return graph;
}

/** As the edge points. */
export function endsOf(edge: StepEdge, direction: Step['direction']): readonly [from: string, to: string] {
  return direction === 'out' ? [edge.via.ref, edge.ref] : [edge.ref, edge.via.ref];
}

function edgeKey({ step, start }: StepEdges, rank: number): string {
  return `${step.name} ${start} ${rank}`;
}

/** A name learned later fills one that was unknown. */
function addNode(graph: EgoGraph, ref: string, name: string | null): void {
  if (!graph.hasNode(ref)) graph.addNode(ref, { name });
  else if (name !== null && graph.getNodeAttribute(ref, 'name') === null)
    graph.setNodeAttribute(ref, 'name', name);
}
