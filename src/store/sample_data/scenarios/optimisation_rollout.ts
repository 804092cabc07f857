// An optimisation some teams took up, one team after the other; the others never did.
import { LAST_DAY } from '../calendar.ts';
import type { Department } from '../workspaces.ts';
import { type JobBook, type Scenario, scenario } from './scenario.ts';

const ID = 'optimisation_rollout';

/** Run time is multiplied by this from the team's day on. */
export const ROLLOUT_FACTOR = 0.82;

export const ROLLOUT_DAYS: Readonly<Partial<Record<Department, string>>> = {
  'Supply Chain': '2026-07-06',
  Sales: '2026-08-03',
  'Customer Support': '2026-08-31',
};

const KINDS = new Set(['nightly_etl', 'hourly_ingest', 'bi_refresh']);
/** These have a story of their own. */
const LEFT_OUT = new Set(['inventory_snapshot', 'regional_sales_latam', 'sales_leaderboard']);

export function optimisationRollout(book: JobBook): Scenario {
  const treated = [...book.values()].filter(({ spec }) => {
    const takesPart = ROLLOUT_DAYS[spec.department] !== undefined && KINDS.has(spec.archetype);
    return takesPart && !LEFT_OUT.has(spec.key) && !/_r\d+$/.test(spec.key);
  });
  return scenario({
    id: ID,
    kind: 'staggered_rollout',
    summary:
      'Supply Chain (6 Jul), Sales (3 Aug) and Customer Support (31 Aug) switched on auto compaction; each of their load jobs runs 18% shorter since. The other five departments did not.',
    jobs: treated.map((job) => job.spec.key),
    from: '2026-07-06',
    to: LAST_DAY,
    expectedFirstCause: 'CONFIG_CHANGE: spark.databricks.delta.autoCompact.enabled false -> true',
    fields: ['events.details', 'events.event_time', 'job_runs.duration_ms', 'compute_usage.total_cost'],
    effects: treated.map(({ spec }) => ({
      scenario: ID,
      job: spec.key,
      from: ROLLOUT_DAYS[spec.department]!,
      to: LAST_DAY,
      duration: ROLLOUT_FACTOR,
    })),
    changes: treated.map(({ spec, owner }) => ({
      job: spec.key,
      day: ROLLOUT_DAYS[spec.department]!,
      details: 'spark.databricks.delta.autoCompact.enabled false -> true',
      userId: owner?.user_id ?? null,
    })),
    durationPercent: -18,
  });
}
