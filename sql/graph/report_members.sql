-- The largest jobs, warehouses and clusters behind a report, the most expensive in the period first. Filters as in the report.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace) AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), spent AS (
  SELECT c.parent_type, c.subject_id, SUM(c.cost_micros) AS cost_micros
  FROM daily_cost_rollup c
  LEFT JOIN non_job_compute n ON c.parent_type <> 'JOB_RUN' AND n.compute_id = c.subject_id
  WHERE c.usage_date >= :from AND c.usage_date <= :to AND (:only_jobs = 0 OR c.parent_type = 'JOB_RUN')
    AND (:unfiltered = 1
         OR (c.parent_type = 'JOB_RUN' AND c.subject_id IN (SELECT p.job_id FROM picked p))
         OR (c.parent_type <> 'JOB_RUN' AND :department IS NULL AND :tag IS NULL AND :job IS NULL
             AND COALESCE(n.workspace_id, substr(c.subject_id, 1, instr(c.subject_id, ':') - 1)) = :workspace))
  GROUP BY c.parent_type, c.subject_id
)
SELECT 'includes' AS edge, :ref AS from_ref, NULL AS from_name,
       CASE s.parent_type WHEN 'JOB_RUN' THEN 'job:' WHEN 'SQL_WAREHOUSE' THEN 'warehouse:' WHEN 'APC_CLUSTER' THEN 'cluster:' ELSE 'product:' END || s.subject_id AS to_ref,
       COALESCE(j.job_name, n.compute_name) AS to_name, s.cost_micros AS score, s.cost_micros, NULL AS duration_ms, NULL AS happened_at,
       NULL AS how_many, NULL AS unit, NULL AS detail, COUNT(*) OVER () AS all_count, SUM(s.cost_micros) OVER () AS all_cost_micros, NULL AS rest_median_ms
FROM spent s
LEFT JOIN jobs j ON s.parent_type = 'JOB_RUN' AND j.job_id = s.subject_id
LEFT JOIN non_job_compute n ON s.parent_type <> 'JOB_RUN' AND n.compute_id = s.subject_id
ORDER BY s.cost_micros DESC, s.subject_id
LIMIT :quota
