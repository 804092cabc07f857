-- The jobs a person owns, with their cost in the period and in the one before.
SELECT o.job_id, j.job_name, w.workspace_name, o.owner_source, COALESCE(c.cost_micros, 0) AS cost_micros,
       COALESCE(c.previous_cost_micros, 0) AS previous_cost_micros
FROM job_ownership o
JOIN jobs j ON j.job_id = o.job_id
LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
LEFT JOIN (
  SELECT r.subject_id, SUM(CASE WHEN r.usage_date >= :from THEN r.cost_micros ELSE 0 END) AS cost_micros,
         SUM(CASE WHEN r.usage_date < :from THEN r.cost_micros ELSE 0 END) AS previous_cost_micros
  FROM daily_cost_rollup r
  WHERE r.parent_type = 'JOB_RUN' AND r.usage_date >= :previous_from AND r.usage_date <= :to
  GROUP BY r.subject_id
) c ON c.subject_id = o.job_id
WHERE o.owner = :id
ORDER BY cost_micros DESC, o.job_id
