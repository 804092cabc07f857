-- The warehouses a person queried and the clusters they started in the period, the most used first.
WITH used AS (
  SELECT q.parent_id AS compute_id, COUNT(*) AS times, SUM(q.duration_ms) AS duration_ms, 'queries' AS unit
  FROM sql_query_history q
  WHERE q.user_id = :id AND q.start_time >= :from AND substr(q.start_time, 1, 10) <= :to AND q.parent_id IS NOT NULL
  GROUP BY q.parent_id
  UNION ALL
  SELECT x.parent_id, COUNT(*), NULL, 'starts'
  FROM events v JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id AND x.parent_type <> 'JOB_RUN'
  WHERE v.event_type = 'CLUSTER_START' AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to AND v.user_id = :id
  GROUP BY x.parent_id
)
SELECT 'used' AS edge, :ref AS from_ref, u.name AS from_name,
       CASE WHEN n.compute_type = 'APC_CLUSTER' THEN 'cluster:' ELSE 'warehouse:' END || s.compute_id AS to_ref, n.compute_name AS to_name,
       s.times AS score, NULL AS cost_micros, s.duration_ms, NULL AS happened_at, s.times AS how_many, s.unit, NULL AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM used s
LEFT JOIN non_job_compute n ON n.compute_id = s.compute_id
LEFT JOIN users_lookup u ON u.user_id = :id
ORDER BY COALESCE(s.duration_ms, 0) DESC, s.times DESC, s.compute_id, s.unit
LIMIT :quota
