-- A statement ran at a warehouse or cluster.
SELECT 'query' AS source_type, q.query_id AS source_key, CASE n.compute_type WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'warehouse' END AS target_type,
       q.parent_id AS target_key, q.start_time AS at, 1 AS n, NULL AS cost_micros, q.duration_ms,
       CASE WHEN q.error_message IS NULL THEN 0 ELSE 1 END AS failed, NULL AS detail
FROM sql_query_history q LEFT JOIN non_job_compute n ON n.compute_id = q.parent_id
