// Things that are wrong, double or odd for a long time: an idle warehouse, drift, near-duplicates, a cluster left on, a harmless oddity.
import { FIRST_DAY, LAST_DAY } from '../calendar.ts';
import { type JobBook, jobOf, type Scenario, scenario } from './scenario.ts';

const COST_OF_COMPUTE = `SELECT SUM(u.total_cost) AS usd FROM compute_usage u JOIN non_job_compute c ON c.compute_id = u.parent_id
  WHERE c.compute_name = :name AND u.usage_date BETWEEN :from AND :to`;

export function standingWaste(book: JobBook): Scenario[] {
  return [
    idleWarehouse(),
    resolvedWarehouse(),
    clusterLeftOn(),
    configurationDrift(book),
    nearDuplicates(),
    oddButFine(),
    priceChange(),
  ];
}

function idleWarehouse(): Scenario {
  return scenario({
    id: 'idle_warehouse',
    kind: 'idle_warehouse',
    summary:
      'BI-1 never stops (auto stop is off) and answers a handful of queries a day: nearly all of its cost is idle time.',
    compute: ['BI-1'],
    from: FIRST_DAY,
    to: LAST_DAY,
    expectedFirstCause: 'auto stop is 0 minutes',
    fields: [
      'compute_config.auto_stop_mins',
      'compute_usage.total_cost',
      'sql_query_history.start_time',
      'events.event_type',
    ],
    usdSql: `SELECT SUM(u.total_cost * (1 - (SELECT COUNT(DISTINCT substr(q.start_time, 1, 13)) FROM sql_query_history q
      WHERE q.parent_id = u.parent_id AND substr(q.start_time, 1, 10) = u.usage_date) / 24.0)) AS usd
      FROM compute_usage u JOIN non_job_compute c ON c.compute_id = u.parent_id
      WHERE c.compute_name = :name AND u.usage_date BETWEEN :from AND :to`,
  });
}

function resolvedWarehouse(): Scenario {
  return scenario({
    id: 'resolved_idle_warehouse',
    kind: 'idle_warehouse_resolved',
    summary: 'Ops shared ran around the clock until 29 Oct, when its auto stop was set to 10 minutes.',
    compute: ['Ops shared'],
    from: FIRST_DAY,
    to: '2026-10-29',
    expectedFirstCause: 'auto stop was 0 minutes until CONFIG_CHANGE on 2026-10-29: auto stop 0 -> 10 min',
    fields: ['compute_config.auto_stop_mins', 'events.details', 'compute_usage.total_cost'],
    usdSql: COST_OF_COMPUTE,
  });
}

function clusterLeftOn(): Scenario {
  return scenario({
    id: 'cluster_left_on',
    kind: 'idle_cluster',
    summary: 'gpu_interactive was left running over the weekend of 10 and 11 Oct with almost no CPU in use.',
    compute: ['gpu_interactive'],
    from: '2026-10-10',
    to: '2026-10-11',
    expectedFirstCause: 'the cluster ran through the weekend at 3% CPU',
    fields: ['compute_usage.total_cost', 'compute_usage.avg_cpu_utilization', 'events.event_type'],
    usdSql: COST_OF_COMPUTE,
  });
}

function configurationDrift(book: JobBook): Scenario {
  const job = 'regional_sales_latam';
  const period = { from: '2026-06-02', to: LAST_DAY };
  const max = jobOf(book, job).sizing.maxNodes;
  return scenario({
    id: 'configuration_drift',
    kind: 'configuration_drift',
    summary: `regional_sales_latam differs from its four siblings since 2 Jun: autoscale max ${max * 3} instead of ${max}, no spot machines; it costs about twice as much.`,
    jobs: [job, 'regional_sales_emea', 'regional_sales_amer', 'regional_sales_apac', 'regional_sales_anz'],
    ...period,
    expectedFirstCause: `CONFIG_CHANGE on 2026-06-02: autoscale max ${max} -> ${max * 3}, spot 60% -> 0%`,
    fields: ['job_runs.max_nodes', 'job_runs.spot_ratio', 'events.details', 'compute_usage.total_cost'],
    effects: [
      {
        scenario: 'configuration_drift',
        job,
        ...period,
        minNodes: max,
        maxNodes: max * 3,
        workers: 2.6,
        duration: 0.85,
        spot: 0,
      },
    ],
    changes: [
      {
        job,
        day: period.from,
        details: `autoscale max ${max} -> ${max * 3}, spot 60% -> 0%`,
        userId: 'u_rosa_quintero',
      },
    ],
    durationPercent: -15,
  });
}

function nearDuplicates(): Scenario {
  return scenario({
    id: 'near_duplicates',
    kind: 'near_duplicate_jobs',
    summary:
      'orders_dedup and orders_dedup_v2 read the same table at nearly the same minute on the same machines; the first was never switched off.',
    jobs: ['orders_dedup', 'orders_dedup_v2'],
    from: FIRST_DAY,
    to: LAST_DAY,
    expectedFirstCause: 'two jobs with equal schedule, upstream, machines and run time',
    fields: [
      'jobs.job_name',
      'jobs.schedule_cron',
      'job_dependencies.depends_on_job_id',
      'job_runs.worker_instance_type',
    ],
    usdSql: `SELECT SUM(u.total_cost) AS usd FROM compute_usage u JOIN job_runs r ON r.job_run_id = u.parent_id JOIN jobs j ON j.job_id = r.job_id
      WHERE j.job_name = 'orders_dedup' AND u.usage_date BETWEEN :from AND :to`,
  });
}

function oddButFine(): Scenario {
  return scenario({
    id: 'odd_but_fine',
    kind: 'no_fault',
    summary:
      'Month-end regulatory archive costs about fifteen times as much in the last days of every month: it copies the books then, as its description says.',
    jobs: ['month_end_regulatory_archive'],
    from: FIRST_DAY,
    to: LAST_DAY,
    expectedFirstCause: 'none: the same happens at every month end',
    fields: ['jobs.description', 'job_runs.start_time', 'job_runs.duration_ms'],
    usdSql: 'SELECT 0 AS usd',
  });
}

function priceChange(): Scenario {
  return scenario({
    id: 'price_change',
    kind: 'cost_spike_price_change',
    summary: 'The list price of JOBS_COMPUTE went from $0.150 to $0.155 per DBU on 15 Oct.',
    skus: ['JOBS_COMPUTE'],
    from: '2026-10-15',
    to: LAST_DAY,
    expectedFirstCause: 'price of JOBS_COMPUTE 0.150 -> 0.155',
    fields: ['sku_prices.usd_per_dbu', 'sku_prices.price_start_date', 'compute_usage.total_cost'],
    usdSql: `SELECT SUM(dbus_consumed) * 0.005 AS usd FROM compute_usage
      WHERE compute_sku = 'JOBS_COMPUTE' AND usage_date BETWEEN :from AND :to`,
  });
}
