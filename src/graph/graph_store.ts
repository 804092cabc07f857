// The port to the usage graph: edges of one kind around one entity, best first. SQL over the telemetry answers it; a graph database could.
import { loadSql } from '#src/store/sql_file.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';

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

/** One typed edge, with what is worth saying about it; null where it does not apply. */
export interface GraphEdge {
  readonly edge: string;
  readonly from_ref: string;
  readonly from_name: string | null;
  readonly to_ref: string;
  readonly to_name: string | null;
  readonly score: number;
  readonly cost_micros: number | null;
  readonly duration_ms: number | null;
  readonly happened_at: string | null;
  readonly how_many: number | null;
  /** What `how_many` counts, in our words. */
  readonly unit: string | null;
  /** Text of the data. */
  readonly detail: string | null;
  /** Of all edges of this kind, shown or not. */
  readonly all_count: number;
  readonly all_cost_micros: number | null;
  /** Of those beyond the quota. */
  readonly rest_median_ms: number | null;
}

export interface GraphStore {
  /** The `quota` best edges of a relation ('job_dependents'), best first, ties by id. */
  edges(relation: string, scope: GraphScope, quota: number): Promise<readonly GraphEdge[]>;
}

/** Reports about jobs alone look at jobs alone. */
const MIXED_REPORT = 'report:compute_type_cost';

/** Relations are sql/graph/<relation>.sql. */
export function sqlGraphStore(source: UsageSource): GraphStore {
  return {
    edges: (relation, scope, quota) =>
      source.query<GraphEdge>(loadSql(`graph/${relation}`), { ...sqlScope(scope), quota }),
  };
}

function sqlScope(scope: GraphScope): SqlParams {
  const { ref, from, to } = scope;
  const filters = {
    workspace: scope.workspace ?? null,
    department: scope.department ?? null,
    tag: scope.tag ?? null,
    job: scope.job ?? null,
  };
  return {
    ref,
    id: ref.slice(ref.indexOf(':') + 1),
    from,
    to,
    ...filters,
    unfiltered: Object.values(filters).every((value) => value === null) ? 1 : 0,
    only_jobs: ref === MIXED_REPORT ? 0 : 1,
  };
}
