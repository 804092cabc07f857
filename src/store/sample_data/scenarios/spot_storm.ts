// Two days on which AWS took c5 machines back from everyone.
import { type JobBook, type Scenario, scenario } from './scenario.ts';

const ID = 'spot_storm';

export function spotStorm(book: JobBook): Scenario {
  const period = { from: '2026-10-21', to: '2026-10-22' };
  const jobs = [...book.values()]
    .filter((job) => job.sizing.worker.startsWith('c5.') && job.spec.spot > 0 && !isCopy(job.spec.key))
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
