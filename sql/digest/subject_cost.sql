-- What did each job, warehouse, cluster and other service cost in these days? One row per subject with usage; sums in whole micro-units.
SELECT c.parent_type, c.subject_id,
       SUM(c.cost_micros) AS cost_micros, SUM(c.dbu_micros) AS dbu_micros,
       COUNT(DISTINCT c.usage_date) AS active_days, SUM(c.cpu_micros) AS cpu_micros, SUM(c.cpu_rows) AS cpu_rows
FROM daily_cost_rollup c
WHERE c.usage_date >= :from AND c.usage_date <= :to
GROUP BY c.parent_type, c.subject_id
ORDER BY c.parent_type, c.subject_id
