-- A warehouse or cluster was queried by a person, per day.
WITH used AS (
  SELECT q.parent_id, q.user_id, substr(q.start_time, 1, 10) AS day, COUNT(*) AS n, SUM(q.duration_ms) AS duration_ms
  FROM sql_query_history q WHERE q.user_id IS NOT NULL AND q.start_time IS NOT NULL GROUP BY 1, 2, 3
)
SELECT CASE n.compute_type WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'warehouse' END AS source_type, s.parent_id AS source_key,
       'user' AS target_type, s.user_id AS target_key, s.day AS at, s.n, NULL AS cost_micros, s.duration_ms, 0 AS failed, NULL AS detail
FROM used s LEFT JOIN non_job_compute n ON n.compute_id = s.parent_id
