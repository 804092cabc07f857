// Every warehouse or cluster of a fleet in the plain numbers its savings are computed from.
import { ratio } from '#src/lib/stats.ts';
import type { EntityName } from '#src/reports/line.ts';
import { awakeIn } from '../../study/awake.ts';
import type { ComputePeer } from '../../study/compute_study.ts';
import type { Fleet } from '../../study/fleet.ts';
import type { StudyBase } from '../../study/study.ts';
import { earlier } from '../common/days.ts';
import { entityNames } from '../common/entity_names.ts';
import type { ComputeUse } from './compute_savings.ts';

export interface FleetUse {
  readonly entity: EntityName;
  readonly use: ComputeUse;
}

/** Those with cost in the period; the time of queries is left out, so sizes of warehouses are not judged here. */
export function fleetUses(study: StudyBase, fleet: Fleet): FleetUse[] {
  const peers = fleet.peers.filter((peer) => peer.cost_micros > 0);
  const type = fleet.kind === 'SQL_WAREHOUSE' ? 'warehouse' : 'cluster';
  const names = entityNames(
    peers.map((peer) => ({ type, id: peer.compute_id, name: peer.compute_name, place: peer.workspace_name })),
  );
  const hasQueries = fleet.peers.some((peer) => (peer.queries ?? 0) > 0);
  return peers.map((peer, i) => ({ entity: names[i]!, use: useOf(study, fleet, peer, hasQueries) }));
}

function useOf(
  { params, window }: StudyBase,
  fleet: Fleet,
  peer: ComputePeer,
  hasQueries: boolean,
): ComputeUse {
  const own = <T extends { readonly compute_id: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.compute_id === peer.compute_id);
  const configs = own(fleet.configs);
  const run = awakeIn({
    events: own(fleet.sessions),
    days: own(fleet.days),
    configs,
    eventsFrom: params.from,
    from: params.from,
    to: earlier(params.to, window.asOf),
  });
  const stops = run?.stretches.filter((stretch) => stretch.stopped).length ?? 0;
  const alwaysOn = run !== null && run.guessedDays === 0 && stops === 0;
  return {
    kind: fleet.kind,
    costMicros: peer.cost_micros,
    dbuMicros: peer.dbu_micros,
    awakeHours: run?.hours ?? null,
    stops,
    idleHours: alwaysOn && hasQueries ? Math.max(0, run.hours - (peer.query_hours ?? 0)) : null,
    config: configs.at(-1) ?? null,
    cpuPct: ratio(peer.cpu_micros / 1e6, peer.cpu_rows),
    tailMs: null,
  };
}
