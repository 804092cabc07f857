-- What does each type of compute cost? One row per type with usage in the period. A filter on department, tag or job leaves
-- job runs only: warehouses and clusters are shared and belong to none of them. previous_all_micros also holds the types
-- that only the period before has. unpriced_dbu_micros and unpriced_mixed_rows as in job_cost.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), scoped AS (
  SELECT CASE WHEN c.parent_type IN ('JOB_RUN', 'SQL_WAREHOUSE', 'APC_CLUSTER') THEN c.parent_type ELSE 'OTHER' END AS compute_type,
         c.usage_date, c.cost_micros, c.dbu_micros, c.unpriced_rows, c.usage_rows, c.cpu_micros, c.cpu_rows
  FROM daily_cost_rollup c
  LEFT JOIN picked p ON c.parent_type = 'JOB_RUN' AND p.job_id = c.subject_id
  LEFT JOIN non_job_compute n ON c.parent_type <> 'JOB_RUN' AND n.compute_id = c.subject_id
  WHERE c.usage_date >= :previous_from AND c.usage_date <= :to
    AND (:unattributed = 1 OR p.job_id IS NOT NULL
         OR (c.parent_type <> 'JOB_RUN' AND :department IS NULL AND :tag IS NULL AND :job IS NULL
             AND COALESCE(n.workspace_id, substr(c.subject_id, 1, instr(c.subject_id, ':') - 1)) = :workspace))
), types AS (
  SELECT compute_type,
         SUM(CASE WHEN usage_date >= :from THEN cost_micros ELSE 0 END) AS cost_micros,
         SUM(CASE WHEN usage_date >= :from THEN dbu_micros ELSE 0 END) AS dbu_micros,
         SUM(CASE WHEN usage_date >= :from THEN unpriced_rows ELSE 0 END) AS unpriced_rows,
         SUM(CASE WHEN usage_date >= :from AND unpriced_rows > 0 AND unpriced_rows = usage_rows THEN dbu_micros ELSE 0 END) AS unpriced_dbu_micros,
         SUM(CASE WHEN usage_date >= :from AND unpriced_rows < usage_rows THEN unpriced_rows ELSE 0 END) AS unpriced_mixed_rows,
         SUM(CASE WHEN usage_date >= :from THEN cpu_micros ELSE 0 END) AS cpu_micros,
         SUM(CASE WHEN usage_date >= :from THEN cpu_rows ELSE 0 END) AS cpu_rows,
         SUM(CASE WHEN usage_date < :from THEN cost_micros ELSE 0 END) AS previous_cost_micros,
         COUNT(DISTINCT CASE WHEN usage_date >= :from THEN usage_date END) AS days_active
  FROM scoped
  GROUP BY compute_type
)
SELECT t.compute_type, t.cost_micros, t.dbu_micros, t.unpriced_rows, t.unpriced_dbu_micros, t.unpriced_mixed_rows, t.cpu_micros, t.cpu_rows,
       t.previous_cost_micros, (SELECT COALESCE(SUM(a.previous_cost_micros), 0) FROM types a) AS previous_all_micros, t.days_active
FROM types t
WHERE t.days_active > 0
ORDER BY t.cost_micros DESC, t.compute_type
