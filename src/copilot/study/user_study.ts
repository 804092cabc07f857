// What SQL says about one person: the jobs they own, the warehouses they query, the clusters they start, and their colleagues.

import { earlier } from '../narration/common/days.ts';
import { isWorth } from '../narration/common/saving.ts';
import { entityId } from '../selection/selection.ts';
import { type ClusterTime, clusterTime } from './cluster_share.ts';
import { type ComputeKind, type Config, historyFrom, type Period } from './compute_study.ts';
import { type Fleet, gatherFleet } from './fleet.ts';
import { gatherJobUses, type JobUse } from './job_uses.ts';
import type { SessionEvent } from './sessions.ts';
import { entityGone, type StudyBase, type StudyInput, studyBase } from './study.ts';

export interface UserProfile {
  readonly user_id: string;
  readonly name: string | null;
  readonly department: string | null;
  readonly workspace_id: string | null;
  readonly workspace_name: string | null;
  readonly same_name: number;
  readonly has_query_history: number;
}

/** What the person ran on one warehouse in one period. */
export interface WarehouseUse {
  readonly period: Period;
  readonly compute_id: string;
  readonly compute_name: string | null;
  readonly workspace_name: string | null;
  readonly queries: number;
  readonly failed: number;
  readonly duration_ms: number;
  readonly failed_ms: number;
  /** Of everybody on the warehouse. */
  readonly all_ms: number;
}

export interface WarehouseDay {
  readonly compute_id: string;
  readonly day: string;
  readonly cost_micros: number;
  readonly dbu_micros: number;
}

export interface ClusterCost {
  readonly compute_id: string;
  readonly compute_name: string | null;
  readonly workspace_name: string | null;
  readonly cost_micros: number;
  readonly previous_cost_micros: number;
}

type SessionOf = SessionEvent & { readonly compute_id: string };

export interface OwnedJob {
  readonly job_id: string;
  readonly job_name: string | null;
  readonly workspace_name: string | null;
  readonly owner_source: string | null;
  readonly cost_micros: number;
  readonly previous_cost_micros: number;
}

export interface Colleague {
  readonly user_id: string;
  readonly name: string | null;
  readonly job_micros: number;
  readonly previous_job_micros: number;
}

export interface UserStudy extends StudyBase {
  readonly kind: 'user';
  readonly profileRow: UserProfile;
  readonly jobs: readonly OwnedJob[];
  readonly warehouseUse: readonly WarehouseUse[];
  /** Of the warehouses the person used, both periods. */
  readonly warehouseDays: readonly WarehouseDay[];
  readonly warehouseSessions: readonly SessionOf[];
  readonly configs: readonly (Config & { readonly compute_id: string })[];
  /** Of the clusters the person started, both periods. */
  readonly clusterSessions: readonly SessionOf[];
  /** Of all clusters. */
  readonly clusterCosts: readonly ClusterCost[];
  /** Of the same department, this person among them; empty without one. */
  readonly colleagues: readonly Colleague[];
  readonly daily: readonly { readonly day: string; readonly cost_micros: number }[];
  /** Of the jobs this person owns. */
  readonly waste: readonly JobUse[];
  /** Where they could save; without members unless some are mostly this person's. */
  readonly warehouses: Fleet;
  readonly clusters: Fleet;
}

const NO_FILTER = { workspace: null, department: null, tag: null, job: null };

export async function gatherUser(input: StudyInput): Promise<UserStudy> {
  const bound = { id: entityId(input.ref) };
  const profile = (await input.ask<UserProfile>('user_profile', bound))[0];
  if (!profile) throw entityGone(input.ref);
  const jobs = await input.ask<OwnedJob>('user_jobs', bound);
  const { department } = profile;
  const warehouseUse = await input.ask<WarehouseUse>('user_warehouses', bound);
  const clusterSessions = await input.ask<SessionOf>('user_cluster_sessions', bound);
  return {
    ...studyBase(input, nameOf(profile)),
    kind: 'user',
    profileRow: profile,
    jobs,
    warehouseUse,
    warehouseDays: await input.ask<WarehouseDay>('user_warehouse_days', bound),
    warehouseSessions: await input.ask<SessionOf>('user_warehouse_sessions', bound),
    configs: await input.ask('fleet_config', {}),
    clusterSessions,
    clusterCosts: await input.ask<ClusterCost>('user_clusters', {}),
    colleagues: department === null ? [] : await input.ask<Colleague>('user_peers', { department }),
    daily: await input.ask('user_daily', { ...bound, history_from: historyFrom(input) }),
    waste: await usesOfJobs(input, jobs),
    warehouses: await fleetIf(warehouseUse.some(isMostlyTheirs), input, 'SQL_WAREHOUSE'),
    clusters: await fleetIf(startsMost(input, clusterSessions, bound.id), input, 'APC_CLUSTER'),
  };
}

/** One by one while that is faster than reading all jobs. */
const FEW_JOBS = 6;

/** Only of jobs that cost enough to save something. */
async function usesOfJobs(input: StudyInput, jobs: readonly OwnedJob[]): Promise<JobUse[]> {
  const ids = jobs.filter((job) => isWorth(job.cost_micros)).map((job) => job.job_id);
  if (ids.length > FEW_JOBS) {
    const all = await gatherJobUses(input, NO_FILTER);
    return all.filter((job) => ids.includes(job.job_id));
  }
  const uses: JobUse[] = [];
  for (const job of ids) uses.push(...(await gatherJobUses(input, { ...NO_FILTER, job })));
  return uses;
}

/** From this share on a warehouse or cluster is mostly one person's. */
export const MOSTLY = 0.5;

function isMostlyTheirs(use: WarehouseUse): boolean {
  return use.period === 'current' && use.duration_ms >= use.all_ms * MOSTLY;
}

function startsMost(input: StudyInput, sessions: readonly SessionOf[], user: string): boolean {
  const ids = [...new Set(sessions.map((event) => event.compute_id))];
  return ids.some((id) => clusterTimeIn(input, sessions, id, user, 'current').share >= MOSTLY);
}

/** Hours of one cluster that follow from the person's starts; the current period ends with the data. */
export function clusterTimeIn(
  { params, window }: Pick<StudyInput, 'params' | 'window'>,
  sessions: readonly SessionOf[],
  id: string,
  user: string,
  period: Period,
): ClusterTime {
  const days =
    period === 'current'
      ? { from: params.from, to: earlier(params.to, window.asOf) }
      : { from: window.previousFrom, to: window.previousTo };
  return clusterTime(
    sessions.filter((event) => event.compute_id === id),
    user,
    { eventsFrom: window.previousFrom, ...days },
  );
}

/** Only where it is needed: a fleet is read whole. */
async function fleetIf(needed: boolean, input: StudyInput, kind: ComputeKind): Promise<Fleet> {
  if (needed) return gatherFleet(input, kind);
  return {
    kind,
    peers: [],
    configs: [],
    sessions: [],
    days: [],
    speeds: [],
    queryHours: [],
    hasHistory: false,
  };
}

function nameOf(profile: UserProfile): string {
  const name = profile.name?.trim() || profile.user_id;
  return profile.same_name > 1 ? `${name} (${profile.department ?? profile.user_id})` : name;
}
