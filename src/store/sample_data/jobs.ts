// The jobs table: every catalogue entry with its id, owner, tags and the cluster it runs on.
import type { Random } from '#src/lib/random.ts';
import { numericId } from './ids.ts';
import type { JobSpec } from './job_spec.ts';
import { PEOPLE, type Person, teamOf } from './people.ts';
import type { JobRow } from './rows.ts';
import { type Sizing, sizeOf } from './sizing.ts';
import { tagsOf } from './tags.ts';
import { workspaceNamed } from './workspaces.ts';

export interface Job {
  readonly spec: JobSpec;
  readonly sizing: Sizing;
  /** Position in the catalogue; the number behind its ids. */
  readonly ordinal: number;
  readonly id: string;
  readonly row: JobRow;
  readonly owner: Person | null;
  readonly isProduction: number | null;
}

export function buildJobs(specs: readonly JobSpec[], random: Random): Job[] {
  return specs.map((spec, ordinal) => buildJob(spec, ordinal, random.fork(spec.key)));
}

function buildJob(spec: JobSpec, ordinal: number, random: Random): Job {
  const workspace = workspaceNamed(spec.workspace);
  const owner = ownerOf(spec, random);
  const id = numericId('job', ordinal, 0);
  return {
    spec,
    sizing: sizeOf(spec),
    ordinal,
    id,
    owner,
    isProduction: productionFlag(workspace.isProduction, spec, random),
    row: {
      job_id: id,
      workspace_id: workspace.workspace_id,
      job_name: spec.name,
      description: spec.description ?? (random.chance(0.35) ? `Owned by ${spec.department}` : null),
      tags: tagsOf(spec, owner, random),
      creator_user_id: owner?.user_id ?? null,
      schedule_cron: spec.cron,
      schedule_timezone: spec.cron === null ? null : spec.zone,
    },
  };
}

/** One job in nine has no owner: its creator left and nobody took it over. */
function ownerOf(spec: JobSpec, random: Random): Person | null {
  if (spec.owner !== undefined) return PEOPLE.find((p) => p.user_id === spec.owner) ?? null;
  return random.chance(0.11) ? null : random.pick(teamOf(spec.department));
}

/** is_production follows the environment tag; it is unknown where nobody set one. */
function productionFlag(workspaceFlag: number | null, spec: JobSpec, random: Random): number | null {
  if (spec.workspace === 'Sandbox') return 0;
  return random.chance(0.12) ? null : workspaceFlag;
}
