// Savings across many jobs, warehouses and clusters, the largest first.
import { ratio } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type EntityName, type Line, line, words } from '#src/reports/line.ts';
import type { Fleet } from '../../study/fleet.ts';
import type { StudyBase } from '../../study/study.ts';
import { type ComputeUse, type Saving, savingsOf } from '../compute/compute_savings.ts';
import { fleetUses } from '../compute/fleet_uses.ts';
import { changeInCents } from './cost_parts.ts';
import { entityNames } from './entity_names.ts';
import { figures } from './figures.ts';
import { capital, counted } from './phrases.ts';

export interface Lever {
  readonly entity: EntityName;
  /** The SQL its figures come from. */
  readonly statement: string;
  readonly saving: Saving;
}

export interface JobWaste {
  readonly job_id: string;
  readonly job_name: string | null;
  readonly workspace_name: string | null;
  readonly cost_micros: number;
  readonly spot_micros: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
  readonly total_runs: number;
  readonly success_runs: number;
  readonly failed_runs: number;
  readonly failed_micros: number;
  readonly memory_failures: number;
  readonly evictions: number;
  /** 1 when any run had workers, so spot is possible; 0 for serverless. */
  readonly has_workers: number;
}

const SAVED = 'saving, the most it could be';
/** Days with CPU figures below which the mean of a job says little. */
const FEWEST_CPU_ROWS = 5;

export function jobLevers(jobs: readonly JobWaste[]): Lever[] {
  const names = entityNames(
    jobs.map((job) => ({ type: 'job', id: job.job_id, name: job.job_name, place: job.workspace_name })),
  );
  const levers = jobs.flatMap((job, i) => {
    const failures = failureSaving(job);
    const left = job.cost_micros - (failures?.micros ?? 0);
    const savings = [...(failures ? [failures] : []), ...savingsOf(jobUse(job, left))];
    return savings.map((saving) => ({ entity: names[i]!, statement: 'facts/job_waste', saving }));
  });
  return bySize(levers);
}

function failureSaving(job: JobWaste): Saving | null {
  const micros = changeInCents(job.cost_micros, Math.max(0, job.cost_micros - job.failed_micros));
  if (job.failed_runs === 0 || micros < 1_000_000) return null;
  return {
    key: 'failures',
    micros,
    action: () => line`stop its failures`,
    sums: (f) =>
      line`${f.count('runs.failed', 'failed runs', job.failed_runs)} of ${f.count('runs', 'runs', job.total_runs)} runs failed; without their cost ${f.usd('cost', 'cost in the period', job.cost_micros)} becomes ${f.usd('cost.without_failures', 'cost without the failed runs', job.cost_micros - micros)}; difference ${f.usd('saving.failures', SAVED, micros)}`,
    risk: () =>
      line`none but the time to fix them; not every failure can be prevented (*Failures* names them)`,
  };
}

/** Only the size of its cluster can be judged from here; never while runs die of memory. */
function jobUse(job: JobWaste, leftMicros: number): ComputeUse {
  const judged = job.cpu_rows >= FEWEST_CPU_ROWS && job.memory_failures === 0;
  return {
    kind: 'APC_CLUSTER',
    costMicros: leftMicros,
    dbuMicros: 0,
    awakeHours: null,
    stops: 0,
    idleHours: null,
    config: null,
    cpuPct: judged ? ratio(job.cpu_micros / 1e6, job.cpu_rows) : null,
    tailMs: null,
  };
}

export function fleetLevers(study: StudyBase, fleet: Fleet): Lever[] {
  const levers = fleetUses(study, fleet).flatMap(({ entity, use }) =>
    savingsOf(use).map((saving) => ({ entity, statement: 'facts/compute_peers', saving })),
  );
  return bySize(levers);
}

/** The first few worth reading: at least ten dollars or a hundredth of the largest, and at least one. */
export function notable(levers: readonly Lever[], atMost: number): Lever[] {
  const floor = Math.max(10_000_000, (levers[0]?.saving.micros ?? 0) / 100);
  return levers.slice(0, atMost).filter((lever, i) => i === 0 || lever.saving.micros >= floor);
}

export function totalMicros(levers: readonly Lever[]): number {
  return levers.reduce((sum, lever) => sum + lever.saving.micros, 0);
}

export function bySize(levers: readonly Lever[]): Lever[] {
  return [...levers].sort(
    (a, b) =>
      b.saving.micros - a.saving.micros ||
      compareText(a.entity.ref, b.entity.ref) ||
      compareText(a.saving.key, b.saving.key),
  );
}

/** 'BI-1: switch auto-stop on, at 10 min: 720 h ... Risk: ...'. */
export function leverLine(study: StudyBase, { entity, statement, saving }: Lever): Line {
  const f = figures(study, statement).of(entity.ref);
  return line`${entity}: ${saving.action(f)}. ${capital(saving.sums(f))}. Risk: ${saving.risk(f)}.`;
}

/** 'BI-1: switch auto-stop on, at 10 min, up to $4,138'. */
export function shortLever(study: StudyBase, { entity, statement, saving }: Lever): Line {
  const f = figures(study, statement).of(entity.ref);
  return line`${entity}: ${saving.action(f)}, up to ${f.usd(`saving.${saving.key}`, SAVED, saving.micros)}`;
}

/** '14 smaller ones together $1,204.' */
export function restOfLevers(study: StudyBase, rest: readonly Lever[]): Line | null {
  if (rest.length === 0) return null;
  const f = figures(study, 'facts/spend_members');
  const count = f.count('savings.rest', 'smaller savings', rest.length);
  const micros = f.usd(
    'savings.rest.usd',
    'smaller savings together',
    rest.reduce((sum, lever) => sum + lever.saving.micros, 0),
  );
  return line`${counted(count, 'smaller saving')}${words(rest.length === 1 ? '' : ' together')}: ${micros}.`;
}
