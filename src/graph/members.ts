// What a report or a type of compute holds: not edges of the graph, but what the filters of the selection let through.
import { loadSql } from '#src/store/sql_file.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import type { GraphScope } from './neighbourhood.ts';

export interface Members {
  readonly from: string;
  readonly members: readonly Member[];
  /** Beyond the quota. */
  readonly restCount: number;
  readonly restCostMicros: number | null;
}

interface Member {
  readonly to_ref: string;
  readonly to_name: string | null;
  readonly cost_micros: number | null;
}

interface MemberRow extends Member {
  readonly all_count: number;
  readonly all_cost_micros: number | null;
}

/** Reports about jobs alone look at jobs alone. */
const MIXED_REPORT = 'report:compute_type_cost';

/** The `quota` most expensive members, ties by id. */
export async function readMembers(
  sql: string,
  scope: GraphScope,
  quota: number,
  source: UsageSource,
): Promise<Members> {
  const rows = await source.query<MemberRow>(loadSql(`graph/${sql}`), { ...sqlScope(scope), quota });
  const shown = rows.reduce((sum, row) => sum + (row.cost_micros ?? 0), 0);
  const all = rows[0]?.all_cost_micros ?? null;
  return {
    from: scope.ref,
    members: rows,
    restCount: (rows[0]?.all_count ?? 0) - rows.length,
    restCostMicros: all === null ? null : all - shown,
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
