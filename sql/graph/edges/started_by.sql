-- A warehouse or cluster was started by a person, per day.
SELECT CASE x.parent_type WHEN 'SQL_WAREHOUSE' THEN 'warehouse' WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'product' END AS source_type,
       x.parent_id AS source_key, 'user' AS target_type, v.user_id AS target_key, substr(v.event_time, 1, 10) AS at, COUNT(*) AS n,
       NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM events v JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
WHERE v.event_type = 'CLUSTER_START' AND x.parent_type <> 'JOB_RUN' AND v.user_id IS NOT NULL AND v.event_time IS NOT NULL
GROUP BY x.parent_type, x.parent_id, v.user_id, substr(v.event_time, 1, 10)
