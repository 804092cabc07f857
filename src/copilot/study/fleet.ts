// All warehouses, or all clusters, with what is needed to see where they could save.
import { SLOW_MS } from './compute_sizes.ts';
import type { ComputeKind, ComputePeer, Config, QuerySpeed } from './compute_study.ts';
import type { SessionEvent } from './sessions.ts';
import type { StudyInput } from './study.ts';

export interface Fleet {
  readonly kind: ComputeKind;
  readonly peers: readonly ComputePeer[];
  /** Oldest first. */
  readonly configs: readonly (Config & { readonly compute_id: string })[];
  readonly sessions: readonly (SessionEvent & { readonly compute_id: string })[];
  readonly days: readonly {
    readonly compute_id: string;
    readonly day: string;
    readonly dbu_micros: number;
  }[];
  readonly speeds: readonly QuerySpeed[];
  /** Of warehouses that ever had auto-stop off: 'YYYY-MM-DD HH'. */
  readonly queryHours: readonly { readonly compute_id: string; readonly hour: string }[];
  /** Whether any query is recorded at all. */
  readonly hasHistory: boolean;
}

export async function gatherFleet({ ask }: Pick<StudyInput, 'ask'>, kind: ComputeKind): Promise<Fleet> {
  const queries = kind === 'SQL_WAREHOUSE';
  return {
    kind,
    peers: await ask<ComputePeer>('compute_peers', { kind }),
    configs: await ask<Fleet['configs'][number]>('fleet_config', {}),
    sessions: await ask<Fleet['sessions'][number]>('fleet_sessions', { kind }),
    days: await ask<Fleet['days'][number]>('fleet_days', { kind }),
    speeds: queries ? await ask<QuerySpeed>('query_speed', { id: null, slow_ms: SLOW_MS }) : [],
    queryHours: queries ? await ask('fleet_query_hours', {}) : [],
    hasHistory: queries && (await ask<{ readonly recorded: number }>('query_history', {}))[0]?.recorded === 1,
  };
}
