-- A warehouse ran a statement, per day; equal texts are one statement, named by its first id.
WITH texts AS (
  SELECT q.parent_id, q.query_id, q.start_time, q.duration_ms,
         FIRST_VALUE(q.query_id) OVER (PARTITION BY q.parent_id, q.sql_text ORDER BY q.query_id) AS first_id
  FROM sql_query_history q WHERE q.start_time IS NOT NULL
)
SELECT CASE n.compute_type WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'warehouse' END AS source_type, t.parent_id AS source_key,
       'query' AS target_type, t.first_id AS target_key, substr(t.start_time, 1, 10) AS at, COUNT(*) AS n, NULL AS cost_micros,
       SUM(t.duration_ms) AS duration_ms, 0 AS failed, (SELECT substr(f.sql_text, 1, 160) FROM sql_query_history f WHERE f.query_id = t.first_id) AS detail
FROM texts t LEFT JOIN non_job_compute n ON n.compute_id = t.parent_id
GROUP BY t.parent_id, t.first_id, substr(t.start_time, 1, 10), n.compute_type
