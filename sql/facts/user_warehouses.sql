-- Query time of every person on every warehouse, beside the query time and cost of the warehouse, in the period and the one before.
WITH used AS (
  SELECT CASE WHEN substr(q.start_time, 1, 10) >= :from THEN 'current' ELSE 'previous' END AS period, q.user_id, q.parent_id AS compute_id,
         COUNT(*) AS queries, COUNT(q.error_message) AS failed, COALESCE(SUM(q.duration_ms), 0) AS duration_ms,
         COALESCE(SUM(CASE WHEN q.error_message IS NOT NULL THEN q.duration_ms END), 0) AS failed_ms
  FROM sql_query_history q
  WHERE q.start_time >= :previous_from AND substr(q.start_time, 1, 10) <= :to AND q.parent_id IS NOT NULL
  GROUP BY 1, 2, 3
), spent AS (
  SELECT CASE WHEN c.usage_date >= :from THEN 'current' ELSE 'previous' END AS period, c.subject_id, SUM(c.cost_micros) AS cost_micros
  FROM daily_cost_rollup c
  WHERE c.parent_type = 'SQL_WAREHOUSE' AND c.usage_date >= :previous_from AND c.usage_date <= :to
  GROUP BY 1, 2
), shared AS (
  SELECT s.*, SUM(s.duration_ms) OVER (PARTITION BY s.period, s.compute_id) AS all_ms FROM used s
)
SELECT s.period, s.user_id, s.compute_id, n.compute_name, w.workspace_name, s.queries, s.failed, s.duration_ms, s.failed_ms, s.all_ms,
       COALESCE(c.cost_micros, 0) AS cost_micros
FROM shared s
LEFT JOIN spent c ON c.period = s.period AND c.subject_id = s.compute_id
LEFT JOIN non_job_compute n ON n.compute_id = s.compute_id
LEFT JOIN workspace w ON w.workspace_id = n.workspace_id
WHERE s.user_id IS NOT NULL
ORDER BY s.period, s.duration_ms DESC, s.compute_id, s.user_id
