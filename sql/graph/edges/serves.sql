-- A warehouse or cluster serves the departments of the people who query or start it, per day.
WITH used AS (
  SELECT q.parent_id, q.user_id, substr(q.start_time, 1, 10) AS day, COUNT(*) AS n
  FROM sql_query_history q WHERE q.user_id IS NOT NULL AND q.start_time IS NOT NULL GROUP BY 1, 2, 3
  UNION ALL
  SELECT x.parent_id, v.user_id, substr(v.event_time, 1, 10), COUNT(*)
  FROM events v JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
  WHERE v.event_type = 'CLUSTER_START' AND x.parent_type <> 'JOB_RUN' AND v.user_id IS NOT NULL AND v.event_time IS NOT NULL GROUP BY 1, 2, 3
)
SELECT CASE n.compute_type WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'warehouse' END AS source_type, s.parent_id AS source_key,
       'department' AS target_type, u.department AS target_key, s.day AS at, SUM(s.n) AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM used s
JOIN users_lookup u ON u.user_id = s.user_id AND u.department IS NOT NULL
LEFT JOIN non_job_compute n ON n.compute_id = s.parent_id
GROUP BY s.parent_id, u.department, s.day, n.compute_type
