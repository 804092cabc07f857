// What SQL says about one person: the jobs they own, the warehouses they query, the clusters they start, and their colleagues.
import type { JobWaste } from '../narration/common/levers.ts';
import { entityId } from '../selection/selection.ts';
import { historyFrom, type Period } from './compute_study.ts';
import { type Fleet, gatherFleet } from './fleet.ts';
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

export interface WarehouseUse {
  readonly period: Period;
  readonly user_id: string;
  readonly compute_id: string;
  readonly compute_name: string | null;
  readonly workspace_name: string | null;
  readonly queries: number;
  readonly failed: number;
  readonly duration_ms: number;
  readonly failed_ms: number;
  /** Of everybody on the warehouse. */
  readonly all_ms: number;
  /** Of the warehouse. */
  readonly cost_micros: number;
}

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
  /** Of everybody, for shares and ranks. */
  readonly warehouseUse: readonly WarehouseUse[];
  readonly clusterSessions: readonly (SessionEvent & { readonly compute_id: string })[];
  /** Of the same department, this person among them; empty without one. */
  readonly colleagues: readonly Colleague[];
  readonly daily: readonly { readonly day: string; readonly cost_micros: number }[];
  /** Of the jobs this person owns. */
  readonly waste: readonly JobWaste[];
  readonly warehouses: Fleet;
  readonly clusters: Fleet;
}

const NO_FILTER = { workspace: null, department: null, tag: null, job: null };

export async function gatherUser(input: StudyInput): Promise<UserStudy> {
  const bound = { id: entityId(input.ref) };
  const profile = (await input.ask<UserProfile>('user_profile', bound))[0];
  if (!profile) throw entityGone(input.ref);
  const jobs = await input.ask<OwnedJob>('user_jobs', bound);
  const owned = new Set(jobs.map((job) => job.job_id));
  const waste = owned.size > 0 ? await input.ask<JobWaste>('job_waste', NO_FILTER) : [];
  const { department } = profile;
  return {
    ...studyBase(input, nameOf(profile)),
    kind: 'user',
    profileRow: profile,
    jobs,
    warehouseUse: await input.ask<WarehouseUse>('user_warehouses', {}),
    clusterSessions: await input.ask('user_cluster_sessions', bound),
    colleagues: department === null ? [] : await input.ask<Colleague>('user_peers', { department }),
    daily: await input.ask('user_daily', { ...bound, history_from: historyFrom(input) }),
    waste: waste.filter((job) => owned.has(job.job_id)),
    warehouses: await gatherFleet(input, 'SQL_WAREHOUSE'),
    clusters: await gatherFleet(input, 'APC_CLUSTER'),
  };
}

function nameOf(profile: UserProfile): string {
  const name = profile.name?.trim() || profile.user_id;
  return profile.same_name > 1 ? `${name} (${profile.department ?? profile.user_id})` : name;
}
