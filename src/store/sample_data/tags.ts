// The tags of a job as people really leave them: two formats, several spellings, gaps and one broken text.
import type { Random } from '#src/lib/random.ts';
import type { JobSpec } from './job_spec.ts';
import type { Person } from './people.ts';

const ENVIRONMENTS = { Prod: 'prod', Analytics: 'prod', Sandbox: 'sandbox' } as const;

/** The text of `jobs.tags`: as written in the catalogue, else drawn. */
export function tagsOf(spec: JobSpec, owner: Person | null, random: Random): string | null {
  if (spec.tags !== undefined) return spec.tags;
  const roll = random.next();
  if (roll < 0.52) return objectTags(spec, owner, random);
  if (roll < 0.82) return listTags(spec, random);
  if (roll < 0.94) return null;
  return random.pick(['', '[]', '{}']);
}

function objectTags(spec: JobSpec, owner: Person | null, random: Random): string {
  const key = random.pick(['department', 'department', 'department', 'dept', 'team']);
  const tags: Record<string, string> = { [key]: spelling(spec.department, random) };
  if (owner && random.chance(0.6)) tags['owner'] = owner.user_id;
  if (random.chance(0.7)) tags['env'] = ENVIRONMENTS[spec.workspace];
  return JSON.stringify(tags);
}

function listTags(spec: JobSpec, random: Random): string {
  const tags = [`team:${spec.department.toLowerCase().replace(' ', random.pick(['-', '_']))}`];
  if (random.chance(0.18)) tags.unshift('Critical');
  if (random.chance(0.25)) tags.push(`env:${ENVIRONMENTS[spec.workspace]}`);
  return JSON.stringify(tags);
}

/** Mostly right, sometimes lower case, upper case or with a stray blank. */
function spelling(department: string, random: Random): string {
  const roll = random.next();
  if (roll < 0.72) return department;
  if (roll < 0.86) return department.toLowerCase();
  return roll < 0.94 ? department.toUpperCase() : `${department} `;
}
