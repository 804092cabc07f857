// What SQL says about one run: itself, the runs of its job in the thirty days before, its usage, events and other attempts.
import { addDays } from '#src/lib/dates.ts';
import { entityId } from '../selection/selection.ts';
import { entityGone, type StudyBase, type StudyInput, studyBase } from './study.ts';

export interface RunProfile {
  readonly job_run_id: string;
  readonly job_id: string | null;
  readonly job_name: string | null;
  readonly workspace_name: string | null;
  readonly workspace_url: string | null;
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
  readonly retry_of_run_id: string | null;
  readonly repairs: number | null;
}

export interface SiblingRun {
  readonly job_run_id: string;
  readonly start_time: string;
  readonly duration_ms: number | null;
  readonly run_status: string;
  readonly error_summary: string | null;
  readonly max_nodes: number | null;
  readonly fixed_nodes: number | null;
  readonly spot_ratio: number | null;
  readonly retry_of_run_id: string | null;
  readonly cost_micros: number | null;
  readonly dbu_micros: number | null;
  readonly cpu: number | null;
  readonly evictions: number;
}

export interface RunEvent {
  readonly event_id: string;
  readonly event_time: string;
  readonly event_type: string;
  readonly details: string | null;
  readonly eviction_reason: string | null;
  readonly eviction_action: string | null;
}

export interface Attempt {
  readonly job_run_id: string;
  readonly start_time: string;
  readonly run_status: string;
  readonly direction: 'earlier' | 'later';
}

export interface RunUsage {
  readonly compute_sku: string;
  readonly cost_micros: number;
  readonly dbu_micros: number;
  readonly unpriced_rows: number;
}

export interface RunStudy extends StudyBase {
  readonly kind: 'job_run';
  readonly run: RunProfile;
  /** This run as its siblings are described. */
  readonly self: SiblingRun;
  /** The other runs of the job, oldest first. */
  readonly siblings: readonly SiblingRun[];
  readonly usage: readonly RunUsage[];
  readonly events: readonly RunEvent[];
  readonly attempts: readonly Attempt[];
}

const HISTORY_DAYS = 30;

export async function gatherRun(input: StudyInput): Promise<RunStudy> {
  const id = entityId(input.ref);
  const run = (await input.ask<RunProfile>('run_profile', { id }))[0];
  if (!run) throw entityGone(input.ref);
  const since = addDays(run.start_time.slice(0, 10), -HISTORY_DAYS);
  const all = await input.ask<SiblingRun>('run_siblings', { job: run.job_id, since, until: run.start_time });
  const base = studyBase(input, '');
  const name = `${run.job_name?.trim() || 'Unattributed run'}, ${base.day(run.start_time.slice(0, 10))} ${run.start_time.slice(11, 16)}`;
  return {
    ...base,
    subject: { ref: input.ref, name },
    kind: 'job_run',
    run,
    self: all.find((item) => item.job_run_id === id) ?? alone(run),
    siblings: all.filter((item) => item.job_run_id !== id),
    usage: await input.ask<RunUsage>('run_usage', { id }),
    events: await input.ask<RunEvent>('run_events', { id }),
    attempts: await input.ask<Attempt>('run_attempts', { id }),
  };
}

/** A run without a job has no siblings, and is not among them. */
function alone(run: RunProfile): SiblingRun {
  return { ...run, cost_micros: null, dbu_micros: null, cpu: null, evictions: 0 };
}
