-- All warehouses, or all clusters, with cost in the period or the one before: for ranks and medians.
SELECT c.compute_id, n.compute_name, n.workspace_id, w.workspace_name, c.cost_micros, c.previous_cost_micros, c.dbu_micros, c.days,
       c.cpu_micros, c.cpu_rows, q.queries, q.failed, q.duration_ms, q.query_hours
FROM (
  SELECT r.subject_id AS compute_id,
         SUM(CASE WHEN r.usage_date >= :from THEN r.cost_micros ELSE 0 END) AS cost_micros,
         SUM(CASE WHEN r.usage_date < :from THEN r.cost_micros ELSE 0 END) AS previous_cost_micros,
         SUM(CASE WHEN r.usage_date >= :from THEN r.dbu_micros ELSE 0 END) AS dbu_micros,
         COUNT(DISTINCT CASE WHEN r.usage_date >= :from THEN r.usage_date END) AS days,
         SUM(CASE WHEN r.usage_date >= :from THEN r.cpu_micros ELSE 0 END) AS cpu_micros,
         SUM(CASE WHEN r.usage_date >= :from THEN r.cpu_rows ELSE 0 END) AS cpu_rows
  FROM daily_cost_rollup r
  WHERE r.parent_type = :kind AND r.usage_date >= :previous_from AND r.usage_date <= :to
  GROUP BY r.subject_id
) c
LEFT JOIN non_job_compute n ON n.compute_id = c.compute_id
LEFT JOIN workspace w ON w.workspace_id = n.workspace_id
LEFT JOIN (
  SELECT h.parent_id, COUNT(*) AS queries, COUNT(h.error_message) AS failed, SUM(h.duration_ms) AS duration_ms,
         COUNT(DISTINCT substr(h.start_time, 1, 13)) AS query_hours
  FROM (SELECT DISTINCT r.subject_id FROM daily_cost_rollup r
        WHERE r.parent_type = :kind AND r.usage_date >= :previous_from AND r.usage_date <= :to) k CROSS JOIN sql_query_history h
  WHERE h.parent_id = k.subject_id AND h.start_time >= :from AND h.start_time < :to || 'Z'
  GROUP BY h.parent_id
) q ON q.parent_id = c.compute_id
ORDER BY c.cost_micros DESC, c.compute_id
