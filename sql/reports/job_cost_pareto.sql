-- How few jobs make most of the cost? One row per job with usage in the period, largest first, with running sums in micro-dollars.
-- Usage whose job is unknown is the row with a NULL job_id. unpriced_dbu_micros and unpriced_mixed_rows as in job_cost.
WITH picked AS (
  SELECT j.job_id, j.job_name, w.workspace_name
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), usage_now AS (
  SELECT c.subject_id, SUM(c.cost_micros) AS cost_micros, SUM(c.unpriced_rows) AS unpriced_rows,
         SUM(CASE WHEN c.unpriced_rows > 0 AND c.unpriced_rows = c.usage_rows THEN c.dbu_micros ELSE 0 END) AS unpriced_dbu_micros,
         SUM(CASE WHEN c.unpriced_rows < c.usage_rows THEN c.unpriced_rows ELSE 0 END) AS unpriced_mixed_rows
  FROM daily_cost_rollup c
  WHERE c.parent_type = 'JOB_RUN' AND c.usage_date >= :from AND c.usage_date <= :to
  GROUP BY c.subject_id
), cost AS (
  SELECT COALESCE(p.job_id, '') AS k, SUM(u.cost_micros) AS cost_micros, SUM(u.unpriced_rows) AS unpriced_rows,
         SUM(u.unpriced_dbu_micros) AS unpriced_dbu_micros, SUM(u.unpriced_mixed_rows) AS unpriced_mixed_rows
  FROM usage_now u LEFT JOIN picked p ON p.job_id = u.subject_id
  WHERE p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = u.subject_id))
  GROUP BY 1
), runs_now AS (
  SELECT r.job_id, SUM(r.total_runs) AS total_runs
  FROM daily_run_rollup r
  WHERE r.start_date >= :from AND r.start_date <= :to
  GROUP BY r.job_id
), runs AS (
  SELECT COALESCE(p.job_id, '') AS k, SUM(r.total_runs) AS total_runs
  FROM runs_now r LEFT JOIN picked p ON p.job_id = r.job_id
  WHERE p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = r.job_id))
  GROUP BY 1
)
SELECT ROW_NUMBER() OVER (ORDER BY c.cost_micros DESC, c.k) AS cost_rank, p.job_id, p.job_name, p.workspace_name,
       c.cost_micros, c.unpriced_rows, c.unpriced_dbu_micros, c.unpriced_mixed_rows,
       SUM(c.cost_micros) OVER (ORDER BY c.cost_micros DESC, c.k ROWS UNBOUNDED PRECEDING) AS cumulative_micros,
       SUM(c.cost_micros) OVER () AS all_micros,
       COALESCE(r.total_runs, 0) AS run_count
FROM cost c
LEFT JOIN picked p ON p.job_id = c.k
LEFT JOIN runs r ON r.k = c.k
ORDER BY cost_rank
