// What a person answers for: the jobs they own, and the time they used warehouses and clusters, an estimate.
import { ratio } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import type { EntityName } from '#src/reports/line.ts';
import { awakeIn } from '../../study/awake.ts';
import type { Period } from '../../study/compute_study.ts';
import { clusterTimeIn, type UserStudy, type WarehouseUse } from '../../study/user_study.ts';
import { earlier } from '../common/days.ts';
import { entityNames } from '../common/entity_names.ts';
import { type StatementCost, statementCost } from '../compute/statement_cost.ts';

export interface SpendPart {
  readonly entity: EntityName;
  readonly kind: 'job' | 'warehouse' | 'cluster';
  /** 0 where it is not assessed. */
  readonly micros: number;
  readonly previousMicros: number;
  /** Share of the query time or of the time awake, 0..1; 1 for a job. */
  readonly share: number;
  /** Time of their statements, or time awake after their starts; 0 for a job. */
  readonly hours: number;
  /** Of a warehouse: its rate and its own part. null: the hours it was awake are not recorded, so nothing can be told. */
  readonly cost: StatementCost | null;
  /** Of a warehouse, in the period. */
  readonly totalMicros: number;
}

const HOUR_MS = 3_600_000;

/** Several sentences of one answer start from the same parts. */
const known = new WeakMap<UserStudy, readonly SpendPart[]>();

/** The most expensive first. */
export function partsOf(study: UserStudy): readonly SpendPart[] {
  const parts = known.get(study) ?? sortedParts(study);
  known.set(study, parts);
  return parts;
}

function sortedParts(study: UserStudy): SpendPart[] {
  const parts = [...jobParts(study), ...warehouseParts(study), ...clusterParts(study)];
  return parts.sort((a, b) => b.micros - a.micros || compareText(a.entity.ref, b.entity.ref));
}

export function sumOf(parts: readonly SpendPart[], column: 'micros' | 'previousMicros' = 'micros'): number {
  return parts.reduce((sum, part) => sum + part[column], 0);
}

/** Nothing in the period leads to the person. */
export function isSilent(study: UserStudy, parts: readonly SpendPart[]): boolean {
  return sumOf(parts) === 0 && usesOf(study, 'current').length === 0;
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
    hours: 0,
    cost: null,
    totalMicros: job.cost_micros,
  }));
}

export function usesOf(study: UserStudy, period: Period): WarehouseUse[] {
  return study.warehouseUse.filter((use) => use.period === period);
}

function warehouseParts(study: UserStudy): SpendPart[] {
  const ids = [...new Set(study.warehouseUse.map((use) => use.compute_id))];
  const rows = ids.map((id) => study.warehouseUse.find((use) => use.compute_id === id)!);
  const names = entityNames(
    rows.map((use) => ({
      type: 'warehouse',
      id: use.compute_id,
      name: use.compute_name,
      place: use.workspace_name,
    })),
  );
  return ids.map((id, i) => warehousePart(study, id, names[i]!));
}

function warehousePart(study: UserStudy, id: string, entity: EntityName): SpendPart {
  const useIn = (period: Period) =>
    study.warehouseUse.find((use) => use.compute_id === id && use.period === period) ?? null;
  const [now, before] = [useIn('current'), useIn('previous')];
  const cost = now && costIn(study, now);
  const past = before && costIn(study, before);
  return {
    entity,
    kind: 'warehouse',
    micros: now && cost ? cost.of(now.duration_ms) : 0,
    previousMicros: before && past ? past.of(before.duration_ms) : 0,
    share: now ? (ratio(now.duration_ms, now.all_ms) ?? 0) : 0,
    hours: (now?.duration_ms ?? 0) / HOUR_MS,
    cost,
    totalMicros: now ? totalIn(study, id, 'current') : 0,
  };
}

function daysIn({ params, window }: UserStudy, period: Period): { from: string; to: string } {
  return period === 'current'
    ? { from: params.from, to: earlier(params.to, window.asOf) }
    : { from: window.previousFrom, to: window.previousTo };
}

function totalIn(study: UserStudy, id: string, period: Period): number {
  const { from, to } = daysIn(study, period);
  return study.warehouseDays
    .filter((row) => row.compute_id === id && row.day >= from && row.day <= to)
    .reduce((sum, row) => sum + row.cost_micros, 0);
}

/** What an hour of statements cost on the warehouse: by the hours it was awake, as its own answers count them. */
function costIn(study: UserStudy, use: WarehouseUse): StatementCost | null {
  const own = <T extends { readonly compute_id: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.compute_id === use.compute_id);
  const run = awakeIn({
    events: own(study.warehouseSessions),
    days: own(study.warehouseDays),
    configs: own(study.configs),
    eventsFrom: study.window.previousFrom,
    ...daysIn(study, use.period),
  });
  return statementCost(totalIn(study, use.compute_id, use.period), run?.hours ?? null, use.all_ms);
}

/** A cluster records who started it: its cost is split by the time awake after each start. */
function clusterParts(study: UserStudy): SpendPart[] {
  const ids = [...new Set(study.clusterSessions.map((event) => event.compute_id))];
  const costs = ids.map((id) => study.clusterCosts.find((row) => row.compute_id === id) ?? null);
  const names = entityNames(
    ids.map((id, i) => ({
      type: 'cluster',
      id,
      name: costs[i]?.compute_name ?? null,
      place: costs[i]?.workspace_name ?? null,
    })),
  );
  return ids.map((id, i) => {
    const time = (period: Period) =>
      clusterTimeIn(study, study.clusterSessions, id, study.profileRow.user_id, period);
    const now = time('current');
    const total = costs[i]?.cost_micros ?? 0;
    return {
      entity: names[i]!,
      kind: 'cluster' as const,
      micros: Math.round(total * now.share),
      previousMicros: Math.round((costs[i]?.previous_cost_micros ?? 0) * time('previous').share),
      share: now.share,
      hours: now.ownHours,
      cost: null,
      totalMicros: total,
    };
  });
}
