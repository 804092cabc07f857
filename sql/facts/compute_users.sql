-- Who ran queries on a warehouse or started a cluster, in the period and the one before; a NULL user is somebody not recorded.
WITH used AS (
  SELECT CASE WHEN q.start_time >= :from THEN 'current' ELSE 'previous' END AS period, q.user_id,
         1 AS queries, q.duration_ms, CASE WHEN q.error_message IS NULL THEN 0 ELSE 1 END AS failed, 0 AS starts, substr(q.start_time, 1, 10) AS day
  FROM sql_query_history q
  WHERE q.parent_id = :id AND q.start_time >= :previous_from AND q.start_time < :to || 'Z'
  UNION ALL
  SELECT CASE WHEN v.event_time >= :from THEN 'current' ELSE 'previous' END, v.user_id, 0, 0, 0, 1, substr(v.event_time, 1, 10)
  FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id AND v.event_type = 'CLUSTER_START'
  WHERE x.parent_id = :id AND x.parent_type = 'APC_CLUSTER' AND v.event_time >= :previous_from AND v.event_time < :to || 'Z'
)
SELECT s.period, s.user_id, u.name, u.department, SUM(s.queries) AS queries, SUM(s.duration_ms) AS duration_ms, SUM(s.failed) AS failed,
       SUM(s.starts) AS starts, COUNT(DISTINCT s.day) AS days
FROM used s LEFT JOIN users_lookup u ON u.user_id = s.user_id
GROUP BY s.period, s.user_id, u.name, u.department
ORDER BY s.period, duration_ms DESC, starts DESC, s.user_id
