// Every warehouse or cluster of a fleet in the plain numbers its savings are computed from.
import { ratio } from '#src/lib/stats.ts';
import type { EntityName } from '#src/reports/line.ts';
import { type Awake, awakeIn } from '../../study/awake.ts';
import type { ComputePeer } from '../../study/compute_study.ts';
import type { Fleet } from '../../study/fleet.ts';
import { hoursOf, hoursOutside } from '../../study/sessions.ts';
import type { StudyBase } from '../../study/study.ts';
import { earlier, later } from '../common/days.ts';
import { entityNames } from '../common/entity_names.ts';
import type { ComputeUse } from './compute_savings.ts';

export interface FleetUse {
  readonly entity: EntityName;
  readonly use: ComputeUse;
}

/** Those with cost in the period, in the same numbers as the card of each computes for itself. */
export function fleetUses(study: StudyBase, fleet: Fleet): FleetUse[] {
  const peers = fleet.peers.filter((peer) => peer.cost_micros > 0);
  const type = fleet.kind === 'SQL_WAREHOUSE' ? 'warehouse' : 'cluster';
  const names = entityNames(
    peers.map((peer) => ({ type, id: peer.compute_id, name: peer.compute_name, place: peer.workspace_name })),
  );
  return peers.map((peer, i) => ({ entity: names[i]!, use: useOf(study, fleet, peer) }));
}

function useOf(study: StudyBase, fleet: Fleet, peer: ComputePeer): ComputeUse {
  const own = <T extends { readonly compute_id: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.compute_id === peer.compute_id);
  const configs = own(fleet.configs);
  const config = configs.at(-1) ?? null;
  const run = awakeOf(study, own(fleet.sessions), own(fleet.days), configs);
  const speed = own(fleet.speeds)[0];
  const recorded = fleet.hasHistory && !(config?.warehouse_type === 'SERVERLESS' && !speed);
  const busy = new Set(own(fleet.queryHours).map((row) => row.hour));
  const judged = recorded && run !== null && hoursOf(run.stretches) > 0 && config?.auto_stop_mins === 0;
  return {
    kind: fleet.kind,
    costMicros: peer.cost_micros,
    dbuMicros: peer.dbu_micros,
    awakeHours: run?.hours ?? null,
    stops: run?.stretches.filter((stretch) => stretch.stopped).length ?? 0,
    idleHours: judged ? hoursOutside(run.stretches, busy) : null,
    config,
    cpuPct: ratio(peer.cpu_micros / 1e6, peer.cpu_rows),
    cpuRows: peer.cpu_rows,
    timed: recorded ? (speed?.timed ?? 0) : 0,
    slow: speed?.slow ?? 0,
  };
}

function awakeOf(
  { params, window }: StudyBase,
  events: Fleet['sessions'],
  days: Fleet['days'],
  configs: Fleet['configs'],
): Awake | null {
  const lastDay = days.at(-1)?.day ?? window.asOf;
  const to = earlier(params.to, later(lastDay, window.asOf));
  return awakeIn({ events, days, configs, eventsFrom: window.previousFrom, from: params.from, to });
}
