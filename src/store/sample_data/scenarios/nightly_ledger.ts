// The most expensive job: a raised autoscale ceiling, longer runs after it, and memory errors with retries.
import { LAST_DAY } from '../calendar.ts';
import type { Effect } from '../effects.ts';
import { type Scenario, scenario } from './scenario.ts';

const ID = 'nightly_ledger';
const JOB = 'nightly_ledger';
const CHANGED = '2026-10-12';

export function nightlyLedger(): Scenario {
  return scenario({
    id: ID,
    kind: 'config_change_regression',
    summary:
      'Since 12 Oct, the day the autoscale maximum went from 8 to 16, Nightly ledger runs longer on more workers; it ran out of memory and was retried on 14, 19 and 27 Oct.',
    jobs: [JOB],
    from: CHANGED,
    to: LAST_DAY,
    expectedFirstCause: 'CONFIG_CHANGE on 2026-10-12: autoscale max 8 -> 16',
    fields: [
      'events.event_type',
      'events.details',
      'job_runs.max_nodes',
      'job_runs.duration_ms',
      'job_runs.retry_of_run_id',
      'job_runs.error_summary',
    ],
    effects: [
      {
        ...part('longer runs on more workers'),
        from: CHANGED,
        to: LAST_DAY,
        maxNodes: 16,
        workers: 1.32,
        duration: 1.24,
      },
      outOfMemory('2026-10-14', 2),
      outOfMemory('2026-10-19', 1),
      outOfMemory('2026-10-27', 2),
    ],
    changes: [{ job: JOB, day: CHANGED, details: 'autoscale max 8 -> 16', userId: 'u_jonas_lindqvist' }],
    durationPercent: 24,
  });
}

function part(name: string): Pick<Effect, 'scenario' | 'job' | 'part'> {
  return { scenario: ID, job: JOB, part: name };
}

function outOfMemory(day: string, failures: number): Effect {
  return {
    ...part('retries after OutOfMemoryError'),
    from: day,
    to: day,
    failFirst: failures,
    error: 'out_of_memory',
  };
}

/** What is usual for this job: it hardly ever fails for other reasons, so that its story is legible. */
export const LEDGER_IS_STEADY: Effect = {
  scenario: 'background',
  job: JOB,
  from: '2026-04-15',
  to: LAST_DAY,
  failLogit: -2.5,
  steady: true,
};
