// Every warehouse or cluster of a fleet in the plain numbers its savings are computed from.
import { ratio } from '#src/lib/stats.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { ComputePeer } from '../../study/compute_study.ts';
import type { Fleet } from '../../study/fleet.ts';
import type { StudyBase } from '../../study/study.ts';
import { earlier } from '../common/days.ts';
import { entityNames } from '../common/entity_names.ts';
import type { ComputeUse } from './compute_savings.ts';
import { dayRange, hoursOf, stretchesOf } from './sessions.ts';

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
  const config = fleet.configs.find((row) => row.compute_id === peer.compute_id) ?? null;
  const events = fleet.sessions.filter((row) => row.compute_id === peer.compute_id);
  const stretches = stretchesOf(events, dayRange(params.from, earlier(params.to, window.asOf)));
  const alwaysOn = events.length === 0 && config?.auto_stop_mins === 0;
  const awakeHours = alwaysOn ? 24 * peer.days : events.length > 0 ? hoursOf(stretches) : null;
  return {
    kind: fleet.kind,
    costMicros: peer.cost_micros,
    dbuMicros: peer.dbu_micros,
    awakeHours,
    stops: stretches.filter((stretch) => stretch.stopped).length,
    idleHours: alwaysOn && hasQueries ? Math.max(0, 24 * peer.days - (peer.query_hours ?? 0)) : null,
    config,
    cpuPct: ratio(peer.cpu_micros / 1e6, peer.cpu_rows),
    tailMs: null,
  };
}
