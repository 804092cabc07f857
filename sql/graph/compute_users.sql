-- Who ran queries on a warehouse or started a cluster in the period, the busiest first.
WITH used AS (
  SELECT q.user_id, COUNT(*) AS times, SUM(q.duration_ms) AS duration_ms, 'queries' AS unit
  FROM sql_query_history q
  WHERE q.parent_id = :id AND q.start_time >= :from AND substr(q.start_time, 1, 10) <= :to AND q.user_id IS NOT NULL
  GROUP BY q.user_id
  UNION ALL
  SELECT v.user_id, COUNT(*), NULL, 'starts'
  FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id AND v.event_type = 'CLUSTER_START'
  WHERE x.parent_id = :id AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to AND v.user_id IS NOT NULL
  GROUP BY v.user_id
)
SELECT 'used by' AS edge, :ref AS from_ref, n.compute_name AS from_name, 'user:' || s.user_id AS to_ref, u.name AS to_name,
       s.times AS score, NULL AS cost_micros, s.duration_ms, NULL AS happened_at, s.times AS how_many, s.unit, NULL AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM used s
LEFT JOIN users_lookup u ON u.user_id = s.user_id
LEFT JOIN non_job_compute n ON n.compute_id = :id
ORDER BY COALESCE(s.duration_ms, 0) DESC, s.times DESC, s.user_id, s.unit
LIMIT :quota
