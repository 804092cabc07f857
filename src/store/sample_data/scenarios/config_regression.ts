// A saving that was none: smaller-memory machines, then memory errors, then the way back.
import { type JobBook, jobOf, type Scenario, scenario } from './scenario.ts';

const ID = 'config_regression';
const JOB = 'inventory_snapshot';

export function configRegression(book: JobBook): Scenario {
  const before = jobOf(book, JOB).sizing.worker;
  const after = before.replace('r5.', 'm5.');
  return scenario({
    id: ID,
    kind: 'regression_after_config_change',
    summary: `Inventory snapshot moved from ${before} to ${after} on 16 Sep to save money; half of its attempts then ran out of memory until it went back on 28 Sep.`,
    jobs: [JOB],
    from: '2026-09-16',
    to: '2026-09-27',
    expectedFirstCause: `CONFIG_CHANGE on 2026-09-16: worker type ${before} -> ${after}`,
    fields: [
      'events.details',
      'job_runs.worker_instance_type',
      'job_runs.error_summary',
      'job_runs.run_status',
    ],
    effects: [
      {
        scenario: ID,
        job: JOB,
        from: '2026-09-16',
        to: '2026-09-27',
        worker: after,
        duration: 1.6,
        failLogit: 4,
        error: 'out_of_memory',
      },
    ],
    changes: [
      { job: JOB, day: '2026-09-16', details: `worker type ${before} -> ${after}`, userId: 'u_thabo_nkosi' },
      {
        job: JOB,
        day: '2026-09-28',
        details: `worker type ${after} -> ${before}`,
        userId: 'u_lena_bergstrom',
      },
    ],
    durationPercent: 60,
  });
}
