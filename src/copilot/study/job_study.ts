// What SQL says about one job: who it is, its runs and cost in the period and the one before, its peers and neighbours.
import { addDays } from '#src/lib/dates.ts';
import type { SqlParams } from '#src/store/usage_source.ts';
import { entityId } from '../selection/selection.ts';
import type { SkuPrice } from './compute_study.ts';
import { gatherJobUses, type JobUse } from './job_uses.ts';
import { entityGone, type StudyBase, type StudyInput, studyBase } from './study.ts';

export interface JobProfile {
  readonly job_id: string;
  readonly job_name: string | null;
  readonly description: string | null;
  readonly workspace_id: string | null;
  readonly workspace_name: string | null;
  readonly workspace_url: string | null;
  readonly department: string | null;
  readonly department_source: string | null;
  readonly owner: string | null;
  readonly owner_source: string | null;
  readonly owner_name: string | null;
  readonly schedule_cron: string | null;
  readonly schedule_timezone: string | null;
  readonly same_name: number;
  readonly downstream_jobs: number;
  readonly upstream_jobs: number;
}

export interface SkuCost {
  readonly period: 'current' | 'previous';
  readonly compute_sku: string;
  readonly cost_micros: number;
  readonly spot_cost_micros: number;
  readonly dbu_micros: number;
  readonly priced_dbu_micros: number;
  readonly unpriced_rows: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
}

export interface JobRun {
  readonly job_run_id: string;
  readonly start_time: string;
  readonly end_time: string | null;
  readonly duration_ms: number | null;
  readonly run_status: string;
  readonly error_summary: string | null;
  readonly worker_instance_type: string | null;
  readonly driver_instance_type: string | null;
  readonly min_nodes: number | null;
  readonly max_nodes: number | null;
  readonly fixed_nodes: number | null;
  readonly is_autoscaling_enabled: number | null;
  readonly spot_ratio: number | null;
  readonly instance_pool_id: string | null;
  readonly retry_of_run_id: string | null;
  readonly repairs: number | null;
  /** null: nothing the run used has a price. */
  readonly cost_micros: number | null;
  readonly dbu_micros: number | null;
  readonly cpu: number | null;
  readonly evictions: number;
}

export interface ConfigChange {
  readonly event_id: string;
  readonly event_time: string;
  readonly details: string | null;
  readonly user_id: string | null;
  readonly user_name: string | null;
}

export interface Eviction {
  readonly event_id: string;
  readonly event_time: string;
  readonly job_run_id: string;
  readonly run_status: string;
  readonly worker_instance_type: string | null;
  readonly eviction_reason: string | null;
  readonly cloud_provider_message: string | null;
  readonly eviction_action: string | null;
  readonly was_retried: number | null;
  readonly spot_price: number | null;
}

export interface Peer {
  readonly job_id: string;
  readonly job_name: string | null;
  readonly department: string | null;
  readonly cost_micros: number;
  readonly spot_cost_micros: number;
  readonly dbu_micros: number;
  readonly success_runs: number | null;
  readonly failed_runs: number | null;
  readonly duration_ms: number | null;
  readonly duration_runs: number | null;
}

export interface Neighbour {
  readonly direction: 'upstream' | 'downstream';
  readonly job_id: string;
  readonly job_name: string | null;
  readonly department: string | null;
  readonly owner: string | null;
  readonly owner_name: string | null;
  readonly cost_micros: number;
  readonly failed_runs: number;
  readonly previous_failed_runs: number;
}

export interface JobStudy extends StudyBase {
  readonly kind: 'job';
  readonly profile_row: JobProfile;
  readonly skus: readonly SkuCost[];
  /** Runs of the period. */
  readonly runs: readonly JobRun[];
  /** Runs of the period before. */
  readonly previousRuns: readonly JobRun[];
  readonly daily: readonly { readonly day: string; readonly cost_micros: number }[];
  readonly changes: readonly ConfigChange[];
  readonly evictions: readonly Eviction[];
  readonly peers: readonly Peer[];
  readonly neighbours: readonly Neighbour[];
  readonly prices: readonly SkuPrice[];
  /** Of ninety days: how often its configuration changes in a way that can alter what a run uses. */
  readonly changeDays: { readonly days_ran: number; readonly days_changed: number };
  /** What its savings are computed from; null when nothing was billed in the period. */
  readonly use: JobUse | null;
}

const HISTORY_DAYS = 90;

export async function gatherJob(input: StudyInput): Promise<JobStudy> {
  const id = entityId(input.ref);
  const bound: SqlParams = { id };
  const profile = (await input.ask<JobProfile>('job_profile', bound))[0];
  if (!profile) throw entityGone(input.ref);
  const history = { ...bound, history_from: addDays(input.params.to, -HISTORY_DAYS) };
  const lastDays = { ...bound, history_from: addDays(input.params.to, 1 - HISTORY_DAYS) };
  const runs = await input.ask<JobRun>('job_runs', bound);
  return {
    ...studyBase(input, nameOf(profile)),
    kind: 'job',
    profile_row: profile,
    skus: await input.ask<SkuCost>('job_periods', bound),
    runs: runs.filter((run) => run.start_time.slice(0, 10) >= input.params.from),
    previousRuns: runs.filter((run) => run.start_time.slice(0, 10) < input.params.from),
    daily: await input.ask('job_daily', history),
    changes: await input.ask<ConfigChange>('job_config_changes', bound),
    evictions: await input.ask<Eviction>('job_evictions', bound),
    peers: await input.ask<Peer>('job_peers', bound),
    neighbours: await input.ask<Neighbour>('job_neighbours', bound),
    prices: await input.ask<SkuPrice>('sku_prices', {}),
    changeDays: (await input.ask<JobStudy['changeDays']>('job_change_days', lastDays))[0]!,
    use: (await gatherJobUses(input, { workspace: null, department: null, tag: null, job: id }))[0] ?? null,
  };
}

/** The name, with the workspace beside it where another job has the same name. */
function nameOf(profile: JobProfile): string {
  const name = profile.job_name?.trim() || `job ${profile.job_id}`;
  return profile.same_name > 1 && profile.workspace_name ? `${name} (${profile.workspace_name})` : name;
}
