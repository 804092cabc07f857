// The port to the usage graph: one typed step from a node at a time, the best edges first and the others as one. SQLite answers it; a graph database could.
import type { EdgeKind } from '#src/store/sqlite/usage_graph.ts';

/** By what edges are ranked; of equals the one whose other end has the smaller id comes first. */
export type Score =
  /** What the edge cost. */
  | 'cost'
  | 'duration'
  /** How often. */
  | 'count'
  | 'recency'
  /** Failures first, then in order of time. */
  | 'failures'
  /** In the order of the kinds. */
  | 'kind'
  /** What the other end cost in the period. */
  | 'worth'
  /** Failed runs of the other end in the period. */
  | 'trouble';

export interface StepQuery {
  /** 'type:id' */
  readonly ref: string;
  readonly kinds: readonly EdgeKind[];
  readonly direction: 'out' | 'in';
  /** Hops; beyond 1 every node is met once, at its nearest. */
  readonly depth: number;
  readonly score: Score;
  /** Edges of one kind to the same node are one, unless each of them is an event of its own. */
  readonly isEach: boolean;
  /** Which edges count: of the period, those up to its end, or all. */
  readonly window: 'within' | 'until' | 'always';
  /** Inclusive days. */
  readonly from: string;
  readonly to: string;
  readonly quota: number;
}

/** What is known of an edge, or of several to the same node together; null where it does not apply. */
export interface StepFigures {
  /** The latest. */
  readonly at: string | null;
  readonly n: number;
  readonly cost_micros: number | null;
  readonly duration_ms: number | null;
  readonly failed: number | null;
}

export interface StepEdge extends StepFigures {
  /** Of the graph, or 'includes' for what the filters of a report let through. */
  readonly kind: EdgeKind | 'includes';
  /** The other end. */
  readonly ref: string;
  readonly name: string | null;
  readonly hops: number;
  /** The node before it, where the step has several hops. */
  readonly via: { readonly ref: string; readonly name: string | null };
  /** Text of the data. */
  readonly detail: string | null;
}

/** All edges beyond the quota as one. */
export interface StepRest extends StepFigures {
  readonly edges: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
}

export interface StepResult {
  readonly edges: readonly StepEdge[];
  /** null: nothing is left. */
  readonly rest: StepRest | null;
}

export interface GraphStore {
  /** The name of a node; null when it has none or is not there. */
  nameOf(ref: string): Promise<string | null>;
  step(query: StepQuery): Promise<StepResult>;
}
