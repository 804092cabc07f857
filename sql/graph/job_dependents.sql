-- Jobs that wait for one job, and those that wait for them: nearer first, then by cost in the period.
WITH near AS (
  SELECT d.job_id, d.depends_on_job_id AS via, 1 AS hops
  FROM job_dependencies d WHERE d.depends_on_job_id = :id AND d.job_id <> :id
), linked AS (
  SELECT job_id, via, hops FROM near
  UNION ALL
  SELECT d.job_id, MIN(d.depends_on_job_id), 2
  FROM near n JOIN job_dependencies d ON d.depends_on_job_id = n.job_id
  WHERE d.job_id <> :id AND d.job_id NOT IN (SELECT k.job_id FROM near k)
  GROUP BY d.job_id
)
SELECT 'feeds' AS edge, 'job:' || l.via AS from_ref, f.job_name AS from_name, 'job:' || l.job_id AS to_ref, t.job_name AS to_name,
       COALESCE(c.cost_micros, 0) AS score, c.cost_micros, NULL AS duration_ms, NULL AS happened_at, NULL AS how_many, NULL AS unit, NULL AS detail,
       COUNT(*) OVER () AS all_count, SUM(c.cost_micros) OVER () AS all_cost_micros, NULL AS rest_median_ms
FROM linked l
LEFT JOIN jobs f ON f.job_id = l.via
LEFT JOIN jobs t ON t.job_id = l.job_id
LEFT JOIN (SELECT subject_id, SUM(cost_micros) AS cost_micros FROM daily_cost_rollup
           WHERE parent_type = 'JOB_RUN' AND usage_date >= :from AND usage_date <= :to GROUP BY subject_id) c ON c.subject_id = l.job_id
ORDER BY l.hops, score DESC, l.job_id
LIMIT :quota
