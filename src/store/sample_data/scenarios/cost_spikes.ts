// Cost spikes, each with one cause: more runs, longer runs, retries, on-demand fallback, data growth, a raised ceiling, evictions.
import { LAST_DAY } from '../calendar.ts';
import { type JobBook, jobOf, type Scenario, scenario } from './scenario.ts';

export function costSpikes(book: JobBook): Scenario[] {
  return [
    moreRuns(),
    longerRuns(),
    retries(),
    onDemandFallback(),
    dataGrowth(),
    autoscaleCeiling(book),
    evictions(),
    newJob(),
  ];
}

function moreRuns(): Scenario {
  const period = { from: '2026-10-06', to: '2026-10-09' };
  return scenario({
    id: 'spike_more_runs',
    kind: 'cost_spike_more_runs',
    summary: 'campaign_history backfill was started by hand about seven times a day from 6 to 9 Oct.',
    jobs: ['campaign_history_backfill'],
    ...period,
    expectedFirstCause: 'more runs: 7 extra runs a day',
    fields: ['job_runs.start_time', 'compute_usage.total_cost'],
    effects: [{ scenario: 'spike_more_runs', job: 'campaign_history_backfill', ...period, extraRuns: 7 }],
  });
}

function longerRuns(): Scenario {
  const period = { from: '2026-09-14', to: '2026-10-02' };
  return scenario({
    id: 'spike_longer_runs',
    kind: 'cost_spike_longer_runs',
    summary:
      'VaR nightly ran about 55% longer from 14 Sep to 2 Oct with unchanged configuration and run count.',
    jobs: ['var_nightly'],
    ...period,
    expectedFirstCause: 'longer runs on the same machines',
    fields: ['job_runs.duration_ms'],
    effects: [{ scenario: 'spike_longer_runs', job: 'var_nightly', ...period, duration: 1.55 }],
    durationPercent: 55,
  });
}

function retries(): Scenario {
  const period = { from: '2026-08-10', to: '2026-08-21' };
  return scenario({
    id: 'spike_retries',
    kind: 'cost_spike_retries',
    summary:
      'orders_ingest_hourly collided with a table rewrite from 10 to 21 Aug: nearly half of its attempts failed at the end with a Delta conflict and were repeated.',
    jobs: ['orders_ingest_hourly'],
    ...period,
    expectedFirstCause: 'retries after Delta write conflicts',
    fields: ['job_runs.retry_of_run_id', 'job_runs.error_summary', 'job_runs.run_status'],
    effects: [
      {
        scenario: 'spike_retries',
        job: 'orders_ingest_hourly',
        ...period,
        failLogit: 2.9,
        error: 'delta_conflict',
      },
    ],
  });
}

/** The DBU price of spot and on-demand machines is the same: the fallback moves cost from spot to on-demand and adds waiting. */
function onDemandFallback(): Scenario {
  const period = { from: '2026-09-05', to: '2026-09-18' };
  return scenario({
    id: 'spike_on_demand_fallback',
    kind: 'cost_spike_on_demand_fallback',
    summary:
      'Search index build got almost no spot machines from 5 to 18 Sep: its spot share fell from 80% to 10% and every run waited about 25 minutes for capacity.',
    jobs: ['search_index_build'],
    ...period,
    expectedFirstCause: 'spot share fell from 0.8 to 0.1',
    fields: ['job_runs.spot_ratio', 'job_runs.duration_ms'],
    effects: [
      {
        scenario: 'spike_on_demand_fallback',
        job: 'search_index_build',
        ...period,
        spot: 0.1,
        waitMinutes: 25,
      },
    ],
  });
}

function dataGrowth(): Scenario {
  const period = { from: '2026-07-01', to: LAST_DAY };
  return scenario({
    id: 'spike_data_growth',
    kind: 'cost_growth_data',
    summary:
      'product_events_silver grew with its input: run time rises steadily from July, to about twice by the end of October.',
    jobs: ['product_events_silver'],
    ...period,
    expectedFirstCause: 'steady growth of run time, no change on any day',
    fields: ['job_runs.duration_ms'],
    effects: [
      { scenario: 'spike_data_growth', job: 'product_events_silver', ...period, duration: 2.1, ramp: true },
    ],
    durationPercent: 110,
  });
}

function autoscaleCeiling(book: JobBook): Scenario {
  const period = { from: '2026-09-03', to: LAST_DAY };
  const before = jobOf(book, 'marketing_attribution').sizing.maxNodes;
  const after = before * 2;
  return scenario({
    id: 'spike_autoscale_ceiling',
    kind: 'cost_spike_autoscale_ceiling',
    summary: `Marketing attribution's autoscale maximum went from ${before} to ${after} on 3 Sep: runs became 22% shorter and cost about 40% more.`,
    jobs: ['marketing_attribution'],
    ...period,
    expectedFirstCause: `CONFIG_CHANGE on 2026-09-03: autoscale max ${before} -> ${after}`,
    fields: ['events.details', 'job_runs.max_nodes', 'compute_usage.dbus_consumed'],
    effects: [
      {
        scenario: 'spike_autoscale_ceiling',
        job: 'marketing_attribution',
        ...period,
        maxNodes: after,
        workers: 1.9,
        duration: 0.78,
      },
    ],
    changes: [
      {
        job: 'marketing_attribution',
        day: period.from,
        details: `autoscale max ${before} -> ${after}`,
        userId: 'u_camila_restrepo',
      },
    ],
    durationPercent: -22,
  });
}

function evictions(): Scenario {
  const period = { from: '2026-07-06', to: '2026-07-18' };
  return scenario({
    id: 'spike_evictions',
    kind: 'cost_spike_evictions',
    summary:
      'Demand forecast training lost many c5 spot machines from 6 to 18 Jul; lost work made runs longer and some failed.',
    jobs: ['demand_forecast_training'],
    ...period,
    expectedFirstCause: 'spot evictions of c5 workers',
    fields: ['events.event_type', 'eviction_details.eviction_time', 'job_runs.duration_ms'],
    effects: [{ scenario: 'spike_evictions', job: 'demand_forecast_training', ...period, evictions: 9 }],
  });
}

function newJob(): Scenario {
  return scenario({
    id: 'new_job',
    kind: 'new_job',
    summary: 'dim_customer backfill ran for the first time on 31 Oct.',
    jobs: ['dim_customer_backfill'],
    from: LAST_DAY,
    to: LAST_DAY,
    expectedFirstCause: 'a job that did not run before',
    fields: ['job_runs.start_time'],
    effects: [
      {
        scenario: 'new_job',
        job: 'dim_customer_backfill',
        from: LAST_DAY,
        to: LAST_DAY,
        extraRuns: 1,
        failLogit: -9,
      },
    ],
  });
}
