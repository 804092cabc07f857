// Reco training near the end of October: machines taken back, runs repeated.
import { LAST_DAY } from '../calendar.ts';
import type { Effect } from '../effects.ts';
import { type Scenario, scenario } from './scenario.ts';

const ID = 'reco_training';

export function recoTraining(): Scenario {
  return scenario({
    id: ID,
    kind: 'spot_evictions_and_reruns',
    summary:
      'From 24 Oct g5 spot capacity was scarce: Reco training lost machines almost every night and was run again on 26, 29 and 31 Oct.',
    jobs: [ID],
    from: '2026-10-24',
    to: LAST_DAY,
    expectedFirstCause: 'spot evictions of g5.12xlarge workers',
    fields: [
      'events.event_type',
      'eviction_details.eviction_reason',
      'job_runs.retry_of_run_id',
      'job_runs.error_summary',
      'job_runs.spot_ratio',
    ],
    effects: [
      {
        scenario: ID,
        job: ID,
        part: 'evictions',
        from: '2026-10-24',
        to: LAST_DAY,
        evictions: 3.2,
        failLogit: -3,
      },
      rerun('2026-10-26', 1, 0.7),
      rerun('2026-10-29', 1, 0.85),
      rerun('2026-10-31', 2, 0.8),
      { scenario: ID, job: ID, part: 'reruns', from: '2026-10-31', to: LAST_DAY, failLogit: -9 },
    ],
  });
}

function rerun(day: string, failures: number, failAt: number): Effect {
  return {
    scenario: ID,
    job: ID,
    part: 'reruns',
    from: day,
    to: day,
    failFirst: failures,
    failAt,
    error: 'spot_loss',
  };
}

/** g5 machines are lost now and then all year, but the retries are rare outside the story. */
export const RECO_IS_USUALLY_LUCKY: Effect = {
  scenario: 'background',
  job: ID,
  from: '2026-04-15',
  to: LAST_DAY,
  evictions: 0.22,
  failLogit: -1.2,
  steady: true,
};
