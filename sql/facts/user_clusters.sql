-- Cost of every all-purpose cluster in the period and in the one before, with its name.
SELECT c.subject_id AS compute_id, n.compute_name, w.workspace_name,
       SUM(CASE WHEN c.usage_date >= :from THEN c.cost_micros ELSE 0 END) AS cost_micros,
       SUM(CASE WHEN c.usage_date < :from THEN c.cost_micros ELSE 0 END) AS previous_cost_micros
FROM daily_cost_rollup c
LEFT JOIN non_job_compute n ON n.compute_id = c.subject_id
LEFT JOIN workspace w ON w.workspace_id = n.workspace_id
WHERE c.parent_type = 'APC_CLUSTER' AND c.usage_date >= :previous_from AND c.usage_date <= :to
GROUP BY c.subject_id, n.compute_name, w.workspace_name
ORDER BY c.subject_id
