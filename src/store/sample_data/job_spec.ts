// One job of the sample account before it has an id: what a person would write on a whiteboard about it.
import { ARCHETYPES, type Archetype } from './archetypes.ts';
import { slug } from './ids.ts';
import type { Zone } from './schedule.ts';
import type { Department, WorkspaceName } from './workspaces.ts';

export interface JobSpec {
  /** Stable name inside the generator; every job draws from its own random stream under it. */
  readonly key: string;
  readonly name: string;
  readonly department: Department;
  readonly archetype: Archetype;
  readonly workspace: WorkspaceName;
  /** List dollars per 30 days at the volume of the last day, without incidents; sizes the cluster. */
  readonly usd: number;
  /** Typical minutes of one run. */
  readonly minutes: number;
  /** Five fields; null for a job people start by hand. */
  readonly cron: string | null;
  readonly zone: Zone;
  /** Runs a week of a job without schedule. */
  readonly perWeek: number;
  readonly worker: string;
  readonly spot: number;
  readonly photon: boolean;
  readonly serverless: boolean;
  readonly autoscales: boolean;
  readonly retries: number;
  readonly pool: string | null;
  /** Autoscale limits; null: derived from the size the budget asks for. */
  readonly nodes: readonly [min: number, max: number] | null;
  /** Keys of the jobs it reads from. */
  readonly after: readonly string[];
  readonly monthEnd: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly description: string | null;
  /** Exact tags text; undefined: drawn. */
  readonly tags: string | null | undefined;
  /** Exact creator; undefined: drawn from the department. */
  readonly owner: string | null | undefined;
}

type JobExtras = Partial<Omit<JobSpec, 'name' | 'department' | 'archetype' | 'usd' | 'minutes' | 'cron'>>;

type JobLine = readonly [
  archetype: Archetype,
  name: string,
  usd: number,
  minutes: number,
  cron: string | null,
  worker: string,
  extras?: JobExtras,
];

/** The specs of one department, defaults filled from archetype and workspace. */
export function departmentJobs(
  department: Department,
  workspace: WorkspaceName,
  lines: readonly JobLine[],
): JobSpec[] {
  return lines.map((line) => jobSpec(department, workspace, line));
}

function jobSpec(department: Department, workspace: WorkspaceName, line: JobLine): JobSpec {
  const [archetype, name, usd, minutes, cron, worker, extras = {}] = line;
  const traits = ARCHETYPES[archetype];
  return {
    key: slug(name),
    name,
    department,
    archetype,
    workspace,
    usd,
    minutes,
    cron,
    zone: 'UTC',
    perWeek: 2,
    worker,
    spot: traits.spot,
    photon: false,
    serverless: false,
    autoscales: traits.autoscales,
    retries: traits.retries,
    pool: null,
    nodes: null,
    after: [],
    monthEnd: traits.monthEnd,
    firstDay: null,
    lastDay: null,
    description: null,
    tags: undefined,
    owner: undefined,
    ...extras,
  };
}
