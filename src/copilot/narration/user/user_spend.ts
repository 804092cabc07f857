// What a person answers for: the jobs they own, and their share of warehouses and clusters, an estimate.
import { compareText } from '#src/lib/text.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { ComputePeer, Period } from '../../study/compute_study.ts';
import { dayRange, hoursOf, type Stretch, stretchesOf, within } from '../../study/sessions.ts';
import type { Colleague, UserStudy, WarehouseUse } from '../../study/user_study.ts';
import { earlier } from '../common/days.ts';
import { entityNames } from '../common/entity_names.ts';

export interface SpendPart {
  readonly entity: EntityName;
  readonly kind: 'job' | 'warehouse' | 'cluster';
  readonly micros: number;
  readonly previousMicros: number;
  /** Share of the warehouse or cluster, 0..1; 1 for a job. */
  readonly share: number;
}

/** The most expensive first. */
export function partsOf(study: UserStudy): SpendPart[] {
  const parts = [...jobParts(study), ...warehouseParts(study), ...clusterParts(study)];
  return parts.sort((a, b) => b.micros - a.micros || compareText(a.entity.ref, b.entity.ref));
}

export function sumOf(parts: readonly SpendPart[], column: 'micros' | 'previousMicros' = 'micros'): number {
  return parts.reduce((sum, part) => sum + part[column], 0);
}

function jobParts({ jobs }: UserStudy): SpendPart[] {
  const names = entityNames(
    jobs.map((job) => ({ type: 'job', id: job.job_id, name: job.job_name, place: job.workspace_name })),
  );
  return jobs.map((job, i) => ({
    entity: names[i]!,
    kind: 'job' as const,
    micros: job.cost_micros,
    previousMicros: job.previous_cost_micros,
    share: 1,
  }));
}

export function usesOf(study: UserStudy, period: Period): WarehouseUse[] {
  return study.warehouseUse.filter(
    (use) => use.period === period && use.user_id === study.profileRow.user_id,
  );
}

/** A warehouse has no price per query: its cost is split by query time. */
function shareMicros(use: WarehouseUse): number {
  return use.all_ms === 0 ? 0 : Math.round((use.cost_micros * use.duration_ms) / use.all_ms);
}

function warehouseParts(study: UserStudy): SpendPart[] {
  const both = [...usesOf(study, 'current'), ...usesOf(study, 'previous')];
  const ids = [...new Set(both.map((use) => use.compute_id))];
  const rows = ids.map((id) => both.find((use) => use.compute_id === id)!);
  const names = entityNames(
    rows.map((use) => ({
      type: 'warehouse',
      id: use.compute_id,
      name: use.compute_name,
      place: use.workspace_name,
    })),
  );
  return ids.map((id, i) => {
    const now = both.find((use) => use.compute_id === id && use.period === 'current');
    const before = both.find((use) => use.compute_id === id && use.period === 'previous');
    return {
      entity: names[i]!,
      kind: 'warehouse' as const,
      micros: now ? shareMicros(now) : 0,
      previousMicros: before ? shareMicros(before) : 0,
      share: now && now.all_ms > 0 ? now.duration_ms / now.all_ms : 0,
    };
  });
}

/** A cluster records who started it: its cost is split by the time awake after each start. */
function clusterParts(study: UserStudy): SpendPart[] {
  const ids = [...new Set(study.clusterSessions.map((event) => event.compute_id))];
  const peers = ids.map((id) => study.clusters.peers.find((peer) => peer.compute_id === id) ?? null);
  const names = entityNames(
    ids.map((id, i) => ({
      type: 'cluster',
      id,
      name: peers[i]?.compute_name ?? null,
      place: peers[i]?.workspace_name ?? null,
    })),
  );
  return ids.map((id, i) => clusterPart(study, id, names[i]!, peers[i]!));
}

function clusterPart(study: UserStudy, id: string, entity: EntityName, peer: ComputePeer | null): SpendPart {
  const { params, window } = study;
  const end = earlier(params.to, window.asOf);
  const all = stretchesOf(
    study.clusterSessions.filter((event) => event.compute_id === id),
    dayRange(window.previousFrom, end),
  );
  const shareIn = (from: string, to: string) => {
    const stretches = within(all, dayRange(from, to));
    const own = stretches.filter((stretch: Stretch) => stretch.user === study.profileRow.user_id);
    const hours = hoursOf(stretches);
    return hours === 0 ? 0 : hoursOf(own) / hours;
  };
  const share = shareIn(params.from, end);
  return {
    entity,
    kind: 'cluster',
    micros: Math.round((peer?.cost_micros ?? 0) * share),
    previousMicros: Math.round(
      (peer?.previous_cost_micros ?? 0) * shareIn(window.previousFrom, window.previousTo),
    ),
    share,
  };
}

export interface Ranked {
  readonly colleague: Colleague;
  readonly micros: number;
}

/** The department by owned jobs and query time, the most expensive first; clusters are left out, nobody else's sessions are read. */
export function rankedColleagues(study: UserStudy): Ranked[] {
  return study.colleagues
    .map((colleague) => {
      const uses = study.warehouseUse.filter(
        (use) => use.period === 'current' && use.user_id === colleague.user_id,
      );
      return {
        colleague,
        micros: colleague.job_micros + uses.reduce((sum, use) => sum + shareMicros(use), 0),
      };
    })
    .sort((a, b) => b.micros - a.micros || compareText(a.colleague.user_id, b.colleague.user_id));
}
