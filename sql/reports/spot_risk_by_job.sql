-- Which jobs have much of their cost on spot capacity that is being evicted? One row per known job with cost in the period.
-- unpriced_dbu_micros and unpriced_mixed_rows as in job_cost.
WITH picked AS (
  SELECT j.job_id, j.job_name, w.workspace_name
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), cost AS (
  SELECT c.subject_id AS job_id, SUM(c.cost_micros) AS cost_micros, SUM(c.spot_cost_micros) AS spot_cost_micros,
         SUM(c.unpriced_rows) AS unpriced_rows,
         SUM(CASE WHEN c.unpriced_rows > 0 AND c.unpriced_rows = c.usage_rows THEN c.dbu_micros ELSE 0 END) AS unpriced_dbu_micros,
         SUM(CASE WHEN c.unpriced_rows < c.usage_rows THEN c.unpriced_rows ELSE 0 END) AS unpriced_mixed_rows
  FROM daily_cost_rollup c
  WHERE c.parent_type = 'JOB_RUN' AND c.usage_date >= :from AND c.usage_date <= :to
  GROUP BY c.subject_id
), evictions AS (
  SELECT e.job_id, SUM(e.evictions) AS evictions, COUNT(*) AS days_with_evictions
  FROM daily_eviction_rollup e
  WHERE e.event_date >= :from AND e.event_date <= :to
  GROUP BY e.job_id
), runs AS (
  SELECT r.job_id, SUM(r.success_runs) AS success_runs, SUM(r.failed_runs) AS failed_runs, COUNT(*) AS days_with_runs
  FROM daily_run_rollup r
  WHERE r.start_date >= :from AND r.start_date <= :to
  GROUP BY r.job_id
)
SELECT p.job_id, p.job_name, p.workspace_name, c.cost_micros, c.spot_cost_micros,
       c.unpriced_rows, c.unpriced_dbu_micros, c.unpriced_mixed_rows,
       COALESCE(e.evictions, 0) AS evictions, COALESCE(e.days_with_evictions, 0) AS days_with_evictions,
       COALESCE(r.success_runs, 0) AS success_runs, COALESCE(r.failed_runs, 0) AS failed_runs,
       COALESCE(r.days_with_runs, 0) AS days_with_runs
FROM picked p
JOIN cost c ON c.job_id = p.job_id
LEFT JOIN evictions e ON e.job_id = p.job_id
LEFT JOIN runs r ON r.job_id = p.job_id
WHERE c.cost_micros > 0
ORDER BY c.cost_micros DESC, p.job_id
