-- A person's statements on every warehouse they used, beside the time of everybody's there, in the period and the one before.
WITH mine AS (
  SELECT CASE WHEN q.start_time >= :from THEN 'current' ELSE 'previous' END AS period, q.parent_id AS compute_id,
         COUNT(*) AS queries, COUNT(q.error_message) AS failed, COALESCE(SUM(q.duration_ms), 0) AS duration_ms,
         COALESCE(SUM(CASE WHEN q.error_message IS NOT NULL THEN q.duration_ms END), 0) AS failed_ms
  FROM sql_query_history q
  WHERE q.user_id = :id AND q.start_time >= :previous_from AND q.start_time < :to || 'Z' AND q.parent_id IS NOT NULL
  GROUP BY 1, 2
), everybody AS (
  SELECT CASE WHEN q.start_time >= :from THEN 'current' ELSE 'previous' END AS period, q.parent_id AS compute_id,
         COALESCE(SUM(q.duration_ms), 0) AS all_ms
  FROM (SELECT DISTINCT m.compute_id FROM mine m) u CROSS JOIN sql_query_history q
  WHERE q.parent_id = u.compute_id AND q.start_time >= :previous_from AND q.start_time < :to || 'Z'
  GROUP BY 1, 2
)
SELECT m.period, m.compute_id, n.compute_name, w.workspace_name, m.queries, m.failed, m.duration_ms, m.failed_ms, e.all_ms
FROM mine m
JOIN everybody e ON e.period = m.period AND e.compute_id = m.compute_id
LEFT JOIN non_job_compute n ON n.compute_id = m.compute_id
LEFT JOIN workspace w ON w.workspace_id = n.workspace_id
ORDER BY m.period, m.duration_ms DESC, m.compute_id
