-- What the runs of one job ran on in the period: worker and driver machines, pools.
WITH runs AS (
  SELECT r.* FROM job_runs r WHERE r.job_id = :id AND r.start_time >= :from AND substr(r.start_time, 1, 10) <= :to
), linked AS (
  SELECT 'has workers of' AS edge, 'instance_type:' || r.worker_instance_type AS to_ref, r.worker_instance_type AS to_name, COUNT(*) AS runs
  FROM runs r WHERE r.worker_instance_type IS NOT NULL GROUP BY r.worker_instance_type
  UNION ALL
  SELECT 'has a driver of', 'instance_type:' || r.driver_instance_type, r.driver_instance_type, COUNT(*)
  FROM runs r WHERE r.driver_instance_type IS NOT NULL GROUP BY r.driver_instance_type
  UNION ALL
  SELECT 'draws from', 'pool:' || r.instance_pool_id, MIN(p.pool_name), COUNT(*)
  FROM runs r LEFT JOIN instance_pools p ON p.instance_pool_id = r.instance_pool_id
  WHERE r.instance_pool_id IS NOT NULL GROUP BY r.instance_pool_id
)
SELECT l.edge, 'job:' || j.job_id AS from_ref, j.job_name AS from_name, l.to_ref, l.to_name, l.runs AS score, NULL AS cost_micros,
       NULL AS duration_ms, NULL AS happened_at, l.runs AS how_many, 'runs' AS unit, NULL AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM linked l JOIN jobs j ON j.job_id = :id
ORDER BY l.runs DESC, l.edge, l.to_ref
LIMIT :quota
