-- The departments of the people who used a warehouse or cluster in the period, the busiest first.
WITH used AS (
  SELECT q.user_id FROM sql_query_history q
  WHERE q.parent_id = :id AND q.start_time >= :from AND substr(q.start_time, 1, 10) <= :to
  UNION ALL
  SELECT v.user_id
  FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id AND v.event_type = 'CLUSTER_START'
  WHERE x.parent_id = :id AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to
), grouped AS (
  SELECT u.department, COUNT(*) AS times FROM used s JOIN users_lookup u ON u.user_id = s.user_id
  WHERE u.department IS NOT NULL GROUP BY u.department
)
SELECT 'serves' AS edge, :ref AS from_ref, n.compute_name AS from_name, 'department:' || g.department AS to_ref, g.department AS to_name,
       g.times AS score, NULL AS cost_micros, NULL AS duration_ms, NULL AS happened_at, g.times AS how_many, 'queries and starts' AS unit, NULL AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM grouped g LEFT JOIN non_job_compute n ON n.compute_id = :id
ORDER BY g.times DESC, g.department
LIMIT :quota
