-- Runs of one job that lost spot workers in the period, the most affected first.
WITH hit AS (
  SELECT r.job_run_id, r.run_status, COUNT(*) AS evictions, MIN(v.event_time) AS first_time
  FROM job_runs r
  JOIN compute_usage x ON x.parent_id = r.job_run_id
  JOIN events v ON v.compute_usage_id = x.compute_usage_id AND v.event_type = 'SPOT_EVICTION'
  WHERE r.job_id = :id AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to
  GROUP BY r.job_run_id, r.run_status
)
SELECT 'lost spot workers in' AS edge, 'job:' || j.job_id AS from_ref, j.job_name AS from_name, 'job_run:' || h.job_run_id AS to_ref,
       NULL AS to_name, h.evictions AS score, NULL AS cost_micros, NULL AS duration_ms, h.first_time AS happened_at,
       h.evictions AS how_many, 'evictions' AS unit, h.run_status AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM hit h JOIN jobs j ON j.job_id = :id
ORDER BY h.evictions DESC, h.job_run_id
LIMIT :quota
