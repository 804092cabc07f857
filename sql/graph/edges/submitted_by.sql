-- A statement was submitted by a person.
SELECT 'query' AS source_type, q.query_id AS source_key, 'user' AS target_type, q.user_id AS target_key, q.start_time AS at, 1 AS n,
       NULL AS cost_micros, q.duration_ms, CASE WHEN q.error_message IS NULL THEN 0 ELSE 1 END AS failed, NULL AS detail
FROM sql_query_history q WHERE q.user_id IS NOT NULL
