// Two days on which AWS took c5 machines back from everyone.
import { CALENDAR } from '../calendar.ts';
import { firings } from '../schedule.ts';
import { type JobBook, type Scenario, scenario } from './scenario.ts';

const ID = 'spot_storm';
const FROM = '2026-10-21';
const TO = '2026-10-22';
const STORM_DAYS = CALENDAR.filter(({ day }) => day >= FROM && day <= TO);

export function spotStorm(book: JobBook): Scenario {
  const period = { from: FROM, to: TO };
  const jobs = [...book.values()]
    .filter(({ spec, sizing }) => sizing.worker.startsWith('c5.') && spec.spot > 0 && !isCopy(spec.key))
    .filter(({ spec }) =>
      STORM_DAYS.some((day) => spec.cron !== null && firings(spec.cron, spec.zone, day).length > 0),
    )
    .map((job) => job.spec.key);
  return scenario({
    id: ID,
    kind: 'spot_eviction_storm',
    summary:
      'On 21 and 22 Oct jobs on c5 spot machines lost them by the dozen; jobs on other families did not.',
    jobs,
    ...period,
    expectedFirstCause: 'spot evictions of one instance family, c5',
    fields: [
      'events.event_type',
      'eviction_details.cloud_provider_message',
      'job_runs.worker_instance_type',
      'job_runs.duration_ms',
    ],
    effects: jobs.map((job) => ({ scenario: ID, job, ...period, evictions: 60 })),
  });
}

function isCopy(key: string): boolean {
  return /_r\d+$/.test(key);
}
