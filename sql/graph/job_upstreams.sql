-- Jobs one job waits for, and those they wait for: nearer first, then by failed runs in the period.
WITH near AS (
  SELECT d.depends_on_job_id AS job_id, d.job_id AS via, 1 AS hops
  FROM job_dependencies d WHERE d.job_id = :id AND d.depends_on_job_id <> :id
), linked AS (
  SELECT job_id, via, hops FROM near
  UNION ALL
  SELECT d.depends_on_job_id, MIN(d.job_id), 2
  FROM near n JOIN job_dependencies d ON d.job_id = n.job_id
  WHERE d.depends_on_job_id <> :id AND d.depends_on_job_id NOT IN (SELECT k.job_id FROM near k)
  GROUP BY d.depends_on_job_id
)
SELECT 'feeds' AS edge, 'job:' || l.job_id AS from_ref, f.job_name AS from_name, 'job:' || l.via AS to_ref, t.job_name AS to_name,
       COALESCE(r.failed_runs, 0) AS score, NULL AS cost_micros, NULL AS duration_ms, NULL AS happened_at, r.failed_runs AS how_many,
       'failed runs' AS unit, NULL AS detail, COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM linked l
LEFT JOIN jobs f ON f.job_id = l.job_id
LEFT JOIN jobs t ON t.job_id = l.via
LEFT JOIN (SELECT job_id, SUM(failed_runs) AS failed_runs FROM daily_run_rollup
           WHERE start_date >= :from AND start_date <= :to GROUP BY job_id) r ON r.job_id = l.job_id
ORDER BY l.hops, score DESC, l.job_id
LIMIT :quota
