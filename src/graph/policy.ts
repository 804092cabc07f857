// Which surroundings matter: per kind of entity and lane, how many edges of each relation are shown; the rest becomes one line.

export interface Relation {
  /** sql/graph/<name>.sql */
  readonly name: string;
  /** What is on the other end: ['run', 'runs']. */
  readonly noun: readonly [one: string, many: string];
  /** Edges shown per lane; at least 1, so that nothing disappears unseen. */
  readonly quota: Quota;
}

interface Quota {
  readonly understand: number;
  readonly diagnose: number;
  readonly optimize: number;
  readonly monitor: number;
}

function quota(understand: number, diagnose: number, optimize: number, monitor: number): Quota {
  return { understand, diagnose, optimize, monitor };
}

function relation(name: string, one: string, many: string, shown: Quota): Relation {
  return { name, noun: [one, many], quota: shown };
}

const COMPUTE: readonly Relation[] = [
  relation('compute_place', 'workspace', 'workspaces', quota(1, 1, 1, 1)),
  relation('compute_config', 'configuration', 'configurations', quota(2, 4, 3, 2)),
  relation('compute_departments', 'department', 'departments', quota(5, 3, 2, 2)),
  relation('compute_users', 'user', 'users', quota(6, 4, 3, 3)),
  relation('compute_queries', 'statement', 'statements', quota(3, 5, 4, 2)),
  relation('compute_events', 'kind of event', 'kinds of event', quota(3, 6, 3, 4)),
];

/** In the order they are written. */
const POLICY: Readonly<Record<string, readonly Relation[]>> = {
  job: [
    relation('job_place', 'owner or place', 'owners or places', quota(3, 3, 3, 3)),
    relation('job_upstreams', 'upstream job', 'upstream jobs', quota(4, 4, 2, 3)),
    relation('job_dependents', 'dependent job', 'dependent jobs', quota(6, 3, 3, 4)),
    relation('job_compute', 'kind of compute', 'kinds of compute', quota(3, 4, 6, 2)),
    relation('job_runs', 'run that did not fail', 'runs that did not fail', quota(3, 5, 4, 3)),
    relation('job_failed_runs', 'failed run', 'failed runs', quota(2, 5, 3, 3)),
    relation('job_config_changes', 'configuration change', 'configuration changes', quota(2, 5, 3, 3)),
    relation('job_evictions', 'run with evictions', 'runs with evictions', quota(2, 3, 3, 2)),
  ],
  warehouse: COMPUTE,
  cluster: COMPUTE,
  job_run: [
    relation('job_run_job', 'job', 'jobs', quota(1, 1, 1, 1)),
    relation('job_run_usage', 'usage row', 'usage rows', quota(3, 5, 5, 3)),
    relation('job_run_attempts', 'attempt', 'attempts', quota(3, 5, 3, 3)),
    relation('job_run_events', 'event', 'events', quota(4, 10, 5, 4)),
  ],
  user: [
    relation('user_place', 'place', 'places', quota(2, 2, 2, 2)),
    relation('user_jobs', 'job', 'jobs', quota(6, 6, 6, 6)),
    relation('user_compute', 'warehouse or cluster', 'warehouses or clusters', quota(6, 6, 6, 4)),
  ],
  compute_type: [relation('compute_type_members', 'member', 'members', quota(8, 10, 10, 6))],
  report: [relation('report_members', 'entity', 'entities', quota(8, 10, 10, 6))],
};

/** Empty for a kind of entity that has no surroundings. */
export function relationsOf(entityType: string): readonly Relation[] {
  return POLICY[entityType] ?? [];
}

export function quotaOf(of: Relation, lane: string): number {
  return of.quota[lane as keyof Quota] ?? 1;
}
