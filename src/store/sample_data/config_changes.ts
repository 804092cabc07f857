// Configuration changes of jobs: the planted ones, and the everyday ones that mean nothing.
import { daysBetween } from '#src/lib/dates.ts';
import type { Random } from '#src/lib/random.ts';
import { CALENDAR } from './calendar.ts';
import type { Job } from './jobs.ts';
import { teamOf } from './people.ts';

export interface ConfigChange {
  /** Key of the job. */
  readonly job: string;
  /** In force from the first run on or after this day. */
  readonly day: string;
  readonly details: string;
  readonly userId: string | null;
}

const EVERYDAY = [
  'job timeout 4h -> 6h',
  'notification e-mail added',
  'dbr 15.4 LTS -> 16.4 LTS',
  'dbr 16.4 LTS -> 17.3 LTS',
  'tag cost_centre added',
  'spark.sql.shuffle.partitions 200 -> auto',
  'task retry interval 60s -> 120s',
  'run as changed to a service principal',
  'library pandas 2.2.2 -> 2.2.3',
  'schedule paused and resumed',
];

/** About one day in 120 per job, never within a week of a planted change. */
export function everydayChanges(job: Job, planted: readonly ConfigChange[], random: Random): ConfigChange[] {
  const team = teamOf(job.spec.department);
  const changes: ConfigChange[] = [];
  for (const { day } of CALENDAR) {
    const drawn = random.chance(1 / 120);
    const details = random.pick(EVERYDAY);
    const userId = random.chance(0.5) && job.owner ? job.owner.user_id : random.pick(team).user_id;
    const close = planted.some((change) => Math.abs(daysBetween(change.day, day)) <= 7);
    if (drawn && !close) changes.push({ job: job.spec.key, day, details, userId });
  }
  return changes;
}
