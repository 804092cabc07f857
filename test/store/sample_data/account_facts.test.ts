import { describe, expect, it } from 'vitest';
import { rows, value } from './sample_query.ts';

const OCTOBER = "usage_date BETWEEN '2026-10-01' AND '2026-10-31'";

function count(table: string): number {
  return value(`SELECT COUNT(*) FROM ${table}`);
}

describe('size', () => {
  it('is the account it tells of', () => {
    const fixed = {
      workspace: 3,
      users_lookup: 60,
      jobs: 120,
      instance_pools: 5,
      non_job_compute: 22,
      date_series: 200,
      sync_state: 200,
      cost_basis: 1,
    };
    for (const [table, expected] of Object.entries(fixed)) expect(count(table), table).toBe(expected);
    const ranges = {
      job_runs: [28_000, 35_000],
      compute_usage: [35_000, 50_000],
      events: [60_000, 150_000],
      sql_query_history: [40_000, 60_000],
    };
    for (const [table, [low, high]] of Object.entries(ranges)) {
      expect(count(table), table).toBeGreaterThan(low!);
      expect(count(table), table).toBeLessThan(high!);
    }
  });

  it('covers 200 complete days', () => {
    const [range] = rows('SELECT MIN(usage_date) AS first, MAX(usage_date) AS last FROM compute_usage');
    expect(range).toEqual({ first: '2026-04-15', last: '2026-10-31' });
    expect(value('SELECT COUNT(DISTINCT usage_date) FROM compute_usage')).toBe(200);
    expect(value('SELECT COUNT(*) FROM sync_state WHERE is_complete = 1')).toBe(200);
    expect(
      value("SELECT COUNT(*) FROM job_runs WHERE start_time < '2026-04-15' OR start_time >= '2026-11-01'"),
    ).toBe(0);
  });
});

describe('money', () => {
  it('is a mid-size bill with the usual split', () => {
    const total = value(`SELECT SUM(total_cost) FROM compute_usage WHERE ${OCTOBER}`);
    expect(total).toBeGreaterThan(80_000);
    expect(total).toBeLessThan(90_000);
    const share = (type: string) =>
      value(`SELECT SUM(total_cost) FROM compute_usage WHERE ${OCTOBER} AND parent_type = '${type}'`) / total;
    expect(share('JOB_RUN')).toBeCloseTo(0.6, 1);
    expect(share('SQL_WAREHOUSE')).toBeCloseTo(0.25, 1);
    expect(share('APC_CLUSTER')).toBeGreaterThan(0.09);
    expect(share('OTHER')).toBeGreaterThan(0.02);
  });

  it('is DBUs times the list price in force on the day', () => {
    const wrong =
      value(`SELECT COUNT(*) FROM compute_usage u LEFT JOIN sku_prices p ON p.compute_sku = u.compute_sku
      AND u.usage_date >= p.price_start_date AND (p.price_end_date IS NULL OR u.usage_date < p.price_end_date)
      WHERE (p.usd_per_dbu IS NULL) <> (u.total_cost IS NULL) OR ABS(u.total_cost - u.dbus_consumed * p.usd_per_dbu) > 0.000001`);
    expect(wrong).toBe(0);
  });

  it('leaves one SKU unpriced on two days', () => {
    const unpriced = rows(
      'SELECT DISTINCT compute_sku AS sku, usage_date AS day FROM compute_usage WHERE total_cost IS NULL ORDER BY day',
    );
    expect(unpriced).toEqual([
      { sku: 'JOBS_SERVERLESS_COMPUTE', day: '2026-10-05' },
      { sku: 'JOBS_SERVERLESS_COMPUTE', day: '2026-10-06' },
    ]);
  });

  it('has a long tail: 8 to 12 jobs make 80% of job cost', () => {
    const costs = rows<{
      usd: number;
    }>(`SELECT SUM(u.total_cost) AS usd FROM compute_usage u JOIN job_runs r ON r.job_run_id = u.parent_id
      WHERE u.usage_date >= '2026-10-02' GROUP BY r.job_id ORDER BY usd DESC`).map((row) => row.usd);
    const total = costs.reduce((a, b) => a + b, 0);
    const running = costs.map((_, i) => costs.slice(0, i + 1).reduce((a, b) => a + b, 0));
    const needed = running.findIndex((usd) => usd >= 0.8 * total) + 1;
    expect(needed).toBeGreaterThanOrEqual(8);
    expect(needed).toBeLessThanOrEqual(12);
  });

  it('writes no more decimals than it promises', () => {
    const micro =
      value(`SELECT COUNT(*) FROM compute_usage WHERE ABS(dbus_consumed - ROUND(dbus_consumed, 6)) > 1e-9
      OR ABS(avg_cpu_utilization - ROUND(avg_cpu_utilization, 4)) > 1e-9`);
    expect(micro).toBe(0);
    expect(value('SELECT COUNT(*) FROM job_runs WHERE spot_ratio < 0 OR spot_ratio > 1')).toBe(0);
  });

  it('grows, and rests at weekends', () => {
    const perDay = (where: string) =>
      value(`SELECT SUM(total_cost) / COUNT(DISTINCT usage_date) FROM compute_usage WHERE ${where}`);
    expect(perDay("usage_date LIKE '2026-10%'")).toBeGreaterThan(1.15 * perDay("usage_date < '2026-05-15'"));
    const weekend = perDay("strftime('%w', usage_date) IN ('0', '6')");
    expect(weekend).toBeLessThan(0.7 * perDay("strftime('%w', usage_date) IN ('1', '2', '3', '4', '5')"));
  });

  it('works harder at month end', () => {
    const minutes = (where: string) =>
      value(`SELECT AVG(duration_ms) FROM job_runs r JOIN jobs j ON j.job_id = r.job_id
        WHERE j.job_name = 'Revenue recognition' AND r.run_status = 'SUCCESS' AND ${where}`);
    const monthEnd = "substr(start_time, 9, 2) IN ('30', '31', '01')";
    expect(minutes(monthEnd)).toBeGreaterThan(1.4 * minutes(`NOT ${monthEnd}`));
  });
});

describe('runs', () => {
  it('fail at a believable rate, and a handful are still running', () => {
    const share = (status: string) => value(`SELECT AVG(run_status = '${status}') FROM job_runs`);
    expect(share('FAILED')).toBeGreaterThan(0.03);
    expect(share('FAILED')).toBeLessThan(0.08);
    for (const status of ['SKIPPED', 'CANCELLED']) expect(share(status), status).toBeGreaterThan(0.002);
    const running = rows<{ start_time: string; end_time: null; duration_ms: null }>(
      "SELECT start_time, end_time, duration_ms FROM job_runs WHERE run_status = 'RUNNING'",
    );
    expect(running.length).toBeGreaterThanOrEqual(3);
    expect(running.length).toBeLessThanOrEqual(15);
    for (const run of running)
      expect([run.start_time >= '2026-10-31', run.end_time, run.duration_ms]).toEqual([true, null, null]);
  });

  it('have consistent times, and an error text exactly when they did not succeed', () => {
    expect(
      value(`SELECT COUNT(*) FROM job_runs WHERE run_status <> 'RUNNING'
      AND duration_ms <> CAST(strftime('%s', end_time) - strftime('%s', start_time) AS INTEGER) * 1000`),
    ).toBe(0);
    expect(
      value(
        `SELECT COUNT(*) FROM job_runs WHERE (error_summary IS NULL) <> (run_status IN ('SUCCESS', 'RUNNING'))`,
      ),
    ).toBe(0);
  });

  it('repeat a failed attempt of the same job', () => {
    const retries = value('SELECT COUNT(*) FROM job_runs WHERE retry_of_run_id IS NOT NULL');
    expect(retries).toBeGreaterThan(500);
    expect(
      value(`SELECT COUNT(*) FROM job_runs r JOIN job_runs f ON f.job_run_id = r.retry_of_run_id
      WHERE f.job_id = r.job_id AND f.run_status = 'FAILED' AND r.start_time > f.end_time`),
    ).toBe(retries);
    expect(
      value("SELECT COUNT(*) FROM job_runs WHERE repairs > 0 AND run_status = 'SUCCESS'"),
    ).toBeGreaterThan(50);
  });

  it('say many different things when they fail', () => {
    const families = [
      'OutOfMemoryError',
      'NODES_LOST',
      'ConcurrentAppendException',
      'AnalysisException',
      'PERMISSION',
      'AWS_INSUFFICIENT_INSTANCE_CAPACITY',
      'cannot be found',
      'timeout',
      'Library installation',
      'not responsive',
    ];
    for (const family of families) {
      expect(
        value(`SELECT COUNT(*) FROM job_runs WHERE error_summary LIKE '%${family}%'`),
        family,
      ).toBeGreaterThan(20);
    }
    expect(
      value("SELECT COUNT(DISTINCT error_summary) FROM job_runs WHERE run_status = 'FAILED'"),
    ).toBeGreaterThan(600);
  });

  it('show no machines on serverless', () => {
    const where = "u.compute_sku = 'JOBS_SERVERLESS_COMPUTE'";
    const all = value(`SELECT COUNT(*) FROM compute_usage u WHERE ${where}`);
    expect(all).toBeGreaterThan(500);
    expect(
      value(`SELECT COUNT(*) FROM compute_usage u JOIN job_runs r ON r.job_run_id = u.parent_id WHERE ${where}
      AND u.avg_cpu_utilization IS NULL AND u.cluster_id IS NULL AND r.worker_instance_type IS NULL AND r.spot_ratio IS NULL`),
    ).toBe(all);
  });
});
