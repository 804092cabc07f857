// Savings across many jobs, warehouses and clusters, the largest first.
import { compareText } from '#src/lib/text.ts';
import { type EntityName, type Line, line, words } from '#src/reports/line.ts';
import type { Fleet } from '../../study/fleet.ts';
import type { JobUse } from '../../study/job_uses.ts';
import type { StudyBase } from '../../study/study.ts';
import { savingsOf } from '../compute/compute_savings.ts';
import { fleetUses } from '../compute/fleet_uses.ts';
import { entityNames } from './entity_names.ts';
import { figures } from './figures.ts';
import { jobSavings } from './job_savings.ts';
import { capital, counted } from './phrases.ts';
import type { Saving } from './saving.ts';

export interface Lever {
  readonly entity: EntityName;
  /** The SQL its figures come from. */
  readonly statement: string;
  readonly saving: Saving;
}

const SAVED = 'saving, the most it could be';

export function jobLevers(jobs: readonly JobUse[]): Lever[] {
  const names = jobNames(jobs);
  return bySize(jobs.flatMap((job, i) => jobSavings(job).map((saving) => leverOf(names[i]!, saving))));
}

export function jobNames(jobs: readonly JobUse[]): EntityName[] {
  return entityNames(
    jobs.map((job) => ({ type: 'job', id: job.job_id, name: job.job_name, place: job.workspace_name })),
  );
}

export function leverOf(entity: EntityName, saving: Saving): Lever {
  return { entity, statement: 'facts/job_waste', saving };
}

export function fleetLevers(study: StudyBase, fleet: Fleet): Lever[] {
  const levers = fleetUses(study, fleet).flatMap(({ entity, use }) =>
    savingsOf(use).map((saving) => ({ entity, statement: 'facts/compute_peers', saving })),
  );
  return bySize(levers);
}

/** The first few worth reading: at least a hundredth of the largest. */
export function notable(levers: readonly Lever[], atMost: number): Lever[] {
  const floor = (levers[0]?.saving.micros ?? 0) / 100;
  return levers.slice(0, atMost).filter((lever) => lever.saving.micros >= floor);
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
