// All warehouses, or all clusters, with what is needed to see where they could save.
import type { ComputeKind, ComputePeer, Config } from './compute_study.ts';
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
}

export async function gatherFleet({ ask }: Pick<StudyInput, 'ask'>, kind: ComputeKind): Promise<Fleet> {
  return {
    kind,
    peers: await ask<ComputePeer>('compute_peers', { kind }),
    configs: await ask<Fleet['configs'][number]>('fleet_config', {}),
    sessions: await ask<Fleet['sessions'][number]>('fleet_sessions', { kind }),
    days: await ask<Fleet['days'][number]>('fleet_days', { kind }),
  };
}
