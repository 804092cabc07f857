// Which surroundings matter: per kind of entity an ordered list of steps through the graph, and per lane how many edges each shows; the rest becomes one line.
import type { EdgeKind } from '#src/store/sqlite/usage_graph.ts';
import type { StepQuery } from './graph_store.ts';

type Told = 'cost' | 'duration' | 'count' | 'failed' | 'at' | 'detail';

export interface Step {
  readonly name: string;
  /** What is on the other end: ['run', 'runs']. */
  readonly noun: readonly [one: string, many: string];
  readonly kinds: readonly EdgeKind[];
  readonly direction: StepQuery['direction'];
  readonly score: StepQuery['score'];
  readonly window: StepQuery['window'];
  readonly depth: number;
  readonly isEach: boolean;
  /** Which figures of an edge its line tells. */
  readonly tells: readonly Told[];
  /** Edges shown per lane; at least 1, so that nothing disappears unseen. */
  readonly quota: Quota;
  /** Taken from every edge that the step of this name shows, instead of from the entity. */
  readonly after?: string;
}

export interface Quota {
  readonly understand: number;
  readonly diagnose: number;
  readonly optimize: number;
  readonly monitor: number;
}

type Words = readonly [name: string, one: string, many: string];
type Ways = Pick<Step, 'score' | 'tells'> &
  Partial<Pick<Step, 'direction' | 'window' | 'depth' | 'isEach' | 'after'>>;

function quota(understand: number, diagnose: number, optimize: number, monitor: number): Quota {
  return { understand, diagnose, optimize, monitor };
}

function step([name, one, many]: Words, kinds: readonly EdgeKind[], ways: Ways, shown: Quota): Step {
  const usual = { direction: 'out', window: 'within', depth: 1, isEach: false } as const;
  return { name, noun: [one, many], kinds, ...usual, ...ways, quota: shown };
}

const PLACE: Ways = { score: 'kind', tells: ['detail'], window: 'always' };
const RUN: Ways = { score: 'cost', tells: ['cost', 'duration', 'at', 'detail'] };
const NEWEST: Ways = { score: 'recency', tells: ['at', 'detail'], isEach: true };
const ONE = quota(1, 1, 1, 1);

/** Far enough for a chain of layers, near enough to be read. */
const FAR = 4;

const JOB: readonly Step[] = [
  step(
    ['job_place', 'owner or place', 'owners or places'],
    ['owned_by', 'belongs_to', 'lives_in'],
    PLACE,
    quota(3, 3, 3, 3),
  ),
  step(
    ['job_upstreams', 'upstream job', 'upstream jobs'],
    ['feeds'],
    { score: 'trouble', tells: ['failed'], direction: 'in', depth: FAR, window: 'always' },
    quota(4, 4, 2, 3),
  ),
  step(
    ['job_dependents', 'dependent job', 'dependent jobs'],
    ['feeds'],
    { score: 'worth', tells: ['cost'], depth: FAR, window: 'always' },
    quota(6, 3, 3, 4),
  ),
  step(
    ['job_compute', 'kind of compute', 'kinds of compute'],
    ['has_driver_of', 'has_workers_of', 'draws_from'],
    { score: 'count', tells: ['count'] },
    quota(3, 4, 6, 2),
  ),
  step(['job_runs', 'run that did not fail', 'runs that did not fail'], ['ran'], RUN, quota(3, 5, 4, 3)),
  step(['job_failed_runs', 'failed run', 'failed runs'], ['failed_in'], RUN, quota(2, 5, 3, 3)),
  step(
    ['job_failures', 'error family', 'error families'],
    ['failed_with'],
    { score: 'kind', tells: [], window: 'always', after: 'job_failed_runs' },
    ONE,
  ),
  step(
    ['job_config_changes', 'configuration change', 'configuration changes'],
    ['changed_by'],
    NEWEST,
    quota(2, 5, 3, 3),
  ),
  step(
    ['job_evictions', 'run with evictions', 'runs with evictions'],
    ['lost_workers_in'],
    { score: 'count', tells: ['count', 'at', 'detail'] },
    quota(2, 3, 3, 2),
  ),
];

const COMPUTE: readonly Step[] = [
  step(['compute_place', 'workspace', 'workspaces'], ['lives_in'], PLACE, ONE),
  step(
    ['compute_config', 'configuration', 'configurations'],
    ['configured_by'],
    { ...NEWEST, window: 'until' },
    quota(2, 4, 3, 2),
  ),
  step(
    ['compute_departments', 'department', 'departments'],
    ['serves'],
    { score: 'count', tells: ['count'] },
    quota(5, 3, 2, 2),
  ),
  step(
    ['compute_users', 'user', 'users'],
    ['queried_by', 'started_by'],
    { score: 'duration', tells: ['duration', 'count'] },
    quota(6, 4, 3, 3),
  ),
  step(
    ['compute_queries', 'statement', 'statements'],
    ['repeated_statement'],
    { score: 'duration', tells: ['duration', 'count', 'detail'] },
    quota(3, 5, 4, 2),
  ),
  step(
    ['compute_events', 'kind of event', 'kinds of event'],
    ['saw'],
    { score: 'count', tells: ['count', 'at'] },
    quota(3, 6, 3, 4),
  ),
];

const JOB_RUN: readonly Step[] = [
  step(
    ['job_run_job', 'job', 'jobs'],
    ['ran', 'failed_in'],
    { score: 'worth', tells: ['cost'], direction: 'in', window: 'always' },
    ONE,
  ),
  step(
    ['job_run_usage', 'usage row', 'usage rows'],
    ['billed_as'],
    { score: 'cost', tells: ['cost', 'at', 'detail'], window: 'always' },
    quota(3, 5, 5, 3),
  ),
  step(
    ['job_run_clusters', 'cluster', 'clusters'],
    ['ran_on'],
    { score: 'cost', tells: ['cost'], window: 'always' },
    quota(2, 2, 2, 2),
  ),
  step(
    ['job_run_attempts', 'attempt', 'attempts'],
    ['repeats', 'repeated_by'],
    { score: 'kind', tells: ['duration', 'at', 'detail'], window: 'always' },
    quota(3, 5, 3, 3),
  ),
  step(
    ['job_run_errors', 'error family', 'error families'],
    ['failed_with'],
    { score: 'kind', tells: [], window: 'always' },
    ONE,
  ),
  step(
    ['job_run_events', 'event', 'events'],
    ['had'],
    { score: 'failures', tells: ['at', 'detail'], window: 'always' },
    quota(4, 10, 5, 4),
  ),
];

const USER: readonly Step[] = [
  step(['user_place', 'place', 'places'], ['belongs_to', 'works_in'], PLACE, quota(2, 2, 2, 2)),
  step(
    ['user_jobs', 'job', 'jobs'],
    ['owned_by'],
    { score: 'worth', tells: ['cost', 'failed', 'detail'], direction: 'in', window: 'always' },
    quota(6, 6, 6, 6),
  ),
  step(
    ['user_compute', 'warehouse or cluster', 'warehouses or clusters'],
    ['queried_by', 'started_by'],
    { score: 'duration', tells: ['duration', 'count'], direction: 'in' },
    quota(6, 6, 6, 4),
  ),
];

const CLUSTER: readonly Step[] = [
  ...COMPUTE,
  step(
    ['cluster_runs', 'run of a job on it', 'runs of jobs on it'],
    ['ran_on'],
    { score: 'cost', tells: ['cost', 'at'], direction: 'in' },
    quota(3, 4, 4, 2),
  ),
];

/** In the order they are written. */
const POLICY: Readonly<Record<string, readonly Step[]>> = {
  job: JOB,
  warehouse: COMPUTE,
  cluster: CLUSTER,
  job_run: JOB_RUN,
  user: USER,
};

/** Empty for a kind of entity that has no surroundings in the graph. */
export function stepsOf(entityType: string): readonly Step[] {
  return POLICY[entityType] ?? [];
}

export function quotaOf(of: Quota, lane: string): number {
  return of[lane as keyof Quota] ?? 1;
}

/** A report, and a type of compute, hold what their filters let through. */
export const MEMBERS: Readonly<
  Record<string, { readonly sql: string; readonly noun: Step['noun']; readonly quota: Quota }>
> = {
  compute_type: { sql: 'compute_type_members', noun: ['member', 'members'], quota: quota(8, 10, 10, 6) },
  report: { sql: 'report_members', noun: ['entity', 'entities'], quota: quota(8, 10, 10, 6) },
};
