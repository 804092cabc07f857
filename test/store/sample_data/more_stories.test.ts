import { describe, expect, it } from 'vitest';
import { plantedTruth, rows, story, value } from './sample_query.ts';

function computeUsd(name: string, from: string, to: string): number {
  return value(
    `SELECT SUM(u.total_cost) / COUNT(DISTINCT u.usage_date) FROM compute_usage u JOIN non_job_compute c ON c.compute_id = u.parent_id
     WHERE c.compute_name = :name AND u.usage_date BETWEEN :from AND :to`,
    { name, from, to },
  );
}

describe('incidents', () => {
  it('a failed extract takes the jobs behind it down for one night', () => {
    const { entities } = story('upstream_cascade');
    expect(entities.length).toBeGreaterThan(10);
    const bad = rows<{ job_id: string }>(
      `SELECT DISTINCT job_id FROM job_runs WHERE start_time BETWEEN '2026-10-20' AND '2026-10-21' AND run_status IN ('FAILED', 'SKIPPED')`,
    ).map((row) => `job:${row.job_id}`);
    for (const entity of entities) expect(bad).toContain(entity);
    const [first] = rows<{ error_summary: string; job_name: string }>(
      `SELECT r.error_summary, j.job_name FROM job_runs r JOIN jobs j ON j.job_id = r.job_id
       WHERE 'job:' || r.job_id IN (SELECT value FROM json_each(:ids)) AND r.start_time >= '2026-10-20' AND r.run_status = 'FAILED' ORDER BY r.start_time LIMIT 1`,
      { ids: JSON.stringify(entities) },
    );
    expect(first!.job_name).toBe('erp_extract_full');
    expect(first!.error_summary).toMatch(/Access Denied|PERMISSION/);
  });

  it('smaller machines run out of memory until they are replaced', () => {
    const failed = (from: string, to: string) =>
      value(
        `SELECT AVG(COALESCE(r.error_summary, '') LIKE '%OutOfMemoryError%') FROM job_runs r JOIN jobs j ON j.job_id = r.job_id
         WHERE j.job_name = 'Inventory snapshot' AND r.run_status IN ('SUCCESS', 'FAILED') AND substr(r.start_time, 1, 10) BETWEEN :from AND :to`,
        { from, to },
      );
    expect(failed('2026-09-16', '2026-09-27')).toBeGreaterThan(0.3);
    expect(failed('2026-08-01', '2026-09-15')).toBeLessThan(0.1);
    expect(failed('2026-09-28', '2026-10-31')).toBeLessThan(0.1);
    const machines = rows(
      `SELECT DISTINCT substr(r.worker_instance_type, 1, 2) AS family FROM job_runs r JOIN jobs j ON j.job_id = r.job_id
       WHERE j.job_name = 'Inventory snapshot' AND substr(r.start_time, 1, 10) BETWEEN '2026-09-16' AND '2026-09-27'`,
    );
    expect(machines).toEqual([{ family: 'm5' }]);
  });

  it('a storm takes one family of spot machines for two days', () => {
    const perDay = (family: string, from: string, to: string) =>
      value(
        `SELECT COUNT(*) / (julianday(:to) - julianday(:from)) FROM events e JOIN compute_usage u ON u.compute_usage_id = e.compute_usage_id
         WHERE e.event_type = 'SPOT_EVICTION' AND u.cluster_instance_type LIKE :family AND e.event_time BETWEEN :from AND :to`,
        { family: `${family}.%`, from, to },
      );
    expect(perDay('c5', '2026-10-21', '2026-10-23')).toBeGreaterThan(
      10 * perDay('c5', '2026-09-01', '2026-10-20'),
    );
    expect(perDay('i3', '2026-10-21', '2026-10-23')).toBeLessThan(
      4 * perDay('i3', '2026-09-01', '2026-10-20'),
    );
  });
});

describe('standing waste', () => {
  it('BI-1 never stops and hardly works', () => {
    expect(
      rows(
        "SELECT DISTINCT c.auto_stop_mins AS stop FROM compute_config c JOIN non_job_compute n ON n.compute_id = c.compute_id WHERE n.compute_name = 'BI-1'",
      ),
    ).toEqual([{ stop: 0 }]);
    expect(
      value(
        "SELECT COUNT(*) / 200.0 FROM sql_query_history q JOIN non_job_compute n ON n.compute_id = q.parent_id WHERE n.compute_name = 'BI-1'",
      ),
    ).toBeLessThan(6);
    expect(story('idle_warehouse').effect.costUsdLast30Days).toBeGreaterThan(1500);
  });

  it('Ops shared was fixed on 29 Oct', () => {
    expect(computeUsd('Ops shared', '2026-10-30', '2026-10-31')).toBeLessThan(
      0.4 * computeUsd('Ops shared', '2026-10-01', '2026-10-28'),
    );
  });

  it('a cluster was left on over a weekend', () => {
    expect(computeUsd('gpu_interactive', '2026-10-10', '2026-10-11')).toBeGreaterThan(
      2 * computeUsd('gpu_interactive', '2026-10-01', '2026-10-09'),
    );
    expect(
      value(
        "SELECT MAX(avg_cpu_utilization) FROM compute_usage u JOIN non_job_compute c ON c.compute_id = u.parent_id WHERE c.compute_name = 'gpu_interactive' AND u.usage_date IN ('2026-10-10', '2026-10-11')",
      ),
    ).toBeLessThan(10);
  });

  it('one regional job drifted from its four siblings', () => {
    const siblings = rows<{ name: string; max: number; usd: number }>(
      `SELECT j.job_name AS name, MAX(r.max_nodes) AS max, SUM(u.total_cost) AS usd FROM compute_usage u JOIN job_runs r ON r.job_run_id = u.parent_id
       JOIN jobs j ON j.job_id = r.job_id WHERE j.job_name LIKE 'regional\\_sales\\_%' ESCAPE '\\' AND u.usage_date >= '2026-10-02' GROUP BY j.job_id ORDER BY usd DESC`,
    );
    expect(siblings).toHaveLength(5);
    expect(siblings[0]!.name).toBe('regional_sales_latam');
    expect(new Set(siblings.slice(1).map((s) => s.max)).size).toBe(1);
    expect(siblings[0]!.usd).toBeGreaterThan(1.6 * siblings[1]!.usd);
  });

  it('two jobs do the same work', () => {
    const twins = rows<{ worker: string; upstream: string; minutes: number }>(
      `SELECT r.worker_instance_type AS worker, d.depends_on_job_id AS upstream, ROUND(AVG(r.duration_ms) / 60000.0) AS minutes FROM jobs j
       JOIN job_runs r ON r.job_id = j.job_id JOIN job_dependencies d ON d.job_id = j.job_id
       WHERE j.job_name IN ('orders_dedup', 'orders_dedup_v2') AND r.run_status = 'SUCCESS' GROUP BY j.job_id`,
    );
    expect(twins).toHaveLength(2);
    expect([twins[0]!.worker, twins[0]!.upstream]).toEqual([twins[1]!.worker, twins[1]!.upstream]);
    expect(Math.abs(twins[0]!.minutes - twins[1]!.minutes)).toBeLessThanOrEqual(2);
  });

  it('the odd archive is odd every month', () => {
    const months = rows<{ ratio: number }>(
      `SELECT MAX(r.duration_ms) * 1.0 / MIN(r.duration_ms) AS ratio FROM job_runs r JOIN jobs j ON j.job_id = r.job_id
       WHERE j.job_name = 'Month-end regulatory archive' AND r.run_status = 'SUCCESS' GROUP BY substr(r.start_time, 1, 7)`,
    );
    expect(months).toHaveLength(7);
    for (const { ratio } of months) expect(ratio).toBeGreaterThan(8);
  });
});

describe('for learning', () => {
  it('a staggered roll-out shortens the treated jobs by about 18%', () => {
    const { treated, durationFactor } = plantedTruth().rollout;
    expect(new Set(treated.map((t) => t.day)).size).toBe(3);
    expect(treated.length).toBeGreaterThan(15);
    const ratios = treated.map(({ job, day }) =>
      value(
        `SELECT AVG(CASE WHEN start_time >= :day THEN duration_ms END) / AVG(CASE WHEN start_time < :day THEN duration_ms END) FROM job_runs
         WHERE job_id = :job AND run_status = 'SUCCESS' AND julianday(start_time) BETWEEN julianday(:day) - 28 AND julianday(:day) + 28`,
        { job, day },
      ),
    );
    const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length;
    expect(mean).toBeGreaterThan(durationFactor - 0.04);
    expect(mean).toBeLessThan(durationFactor + 0.06);
  });

  it('failures follow the features of the model', () => {
    const rate = (where: string) =>
      value(
        `SELECT AVG(run_status = 'FAILED') FROM job_runs WHERE run_status IN ('SUCCESS', 'FAILED') AND ${where}`,
      );
    expect(rate('spot_ratio > 0.7')).toBeGreaterThan(1.5 * rate('spot_ratio < 0.1'));
    expect(rate("substr(start_time, 12, 2) < '04' AND spot_ratio > 0.3")).toBeGreaterThan(
      rate("substr(start_time, 12, 2) >= '04' AND spot_ratio > 0.3"),
    );
    const evicted =
      value(`SELECT AVG(r.run_status = 'FAILED') FROM job_runs r WHERE r.run_status IN ('SUCCESS', 'FAILED') AND r.job_run_id IN (
      SELECT u.parent_id FROM compute_usage u JOIN events e ON e.compute_usage_id = u.compute_usage_id WHERE e.event_type = 'SPOT_EVICTION')`);
    expect(evicted).toBeGreaterThan(3 * rate('1 = 1'));
  });

  it('evictions follow the family of the machine', () => {
    const share = (family: string) =>
      value(
        `SELECT COUNT(e.event_id) * 1.0 / SUM(u.dbus_consumed * r.spot_ratio) FROM compute_usage u JOIN job_runs r ON r.job_run_id = u.parent_id
         LEFT JOIN events e ON e.compute_usage_id = u.compute_usage_id AND e.event_type = 'SPOT_EVICTION' WHERE u.cluster_instance_type LIKE :family`,
        { family: `${family}.%` },
      );
    expect(share('g4dn')).toBeGreaterThan(2 * share('r5'));
    expect(share('i3')).toBeGreaterThan(share('r5'));
  });
});
