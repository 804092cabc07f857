-- The statements that took most time on a warehouse in the period, equal texts together.
WITH grouped AS (
  SELECT MIN(q.query_id) AS query_id, substr(q.sql_text, 1, 160) AS sql_text, COUNT(*) AS times, SUM(q.duration_ms) AS duration_ms
  FROM sql_query_history q
  WHERE q.parent_id = :id AND q.start_time >= :from AND substr(q.start_time, 1, 10) <= :to
  GROUP BY q.sql_text
)
SELECT 'ran the statement' AS edge, :ref AS from_ref, n.compute_name AS from_name, 'query:' || g.query_id AS to_ref, NULL AS to_name,
       COALESCE(g.duration_ms, 0) AS score, NULL AS cost_micros, g.duration_ms, NULL AS happened_at, g.times AS how_many, 'times' AS unit, g.sql_text AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM grouped g LEFT JOIN non_job_compute n ON n.compute_id = :id
ORDER BY score DESC, g.query_id
LIMIT :quota
