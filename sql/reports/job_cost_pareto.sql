-- How few jobs make most of the cost? One row per job with usage in the period, largest first, with running sums in micro-dollars.
-- Usage whose job is unknown is the row with a NULL job_id.
WITH picked AS (
  SELECT j.job_id, j.job_name, w.workspace_name
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), cost AS (
  SELECT COALESCE(p.job_id, '') AS k, SUM(c.cost_micros) AS cost_micros, SUM(c.unpriced_rows) AS unpriced_rows
  FROM daily_cost_rollup c LEFT JOIN picked p ON p.job_id = c.subject_id
  WHERE c.parent_type = 'JOB_RUN' AND c.usage_date >= :from AND c.usage_date <= :to
    AND (p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = c.subject_id)))
  GROUP BY 1
), runs AS (
  SELECT COALESCE(p.job_id, '') AS k, SUM(r.total_runs) AS total_runs
  FROM daily_run_rollup r LEFT JOIN picked p ON p.job_id = r.job_id
  WHERE r.start_date >= :from AND r.start_date <= :to
    AND (p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = r.job_id)))
  GROUP BY 1
)
SELECT ROW_NUMBER() OVER (ORDER BY c.cost_micros DESC, c.k) AS cost_rank, p.job_id, p.job_name, p.workspace_name,
       c.cost_micros, c.unpriced_rows,
       SUM(c.cost_micros) OVER (ORDER BY c.cost_micros DESC, c.k ROWS UNBOUNDED PRECEDING) AS cumulative_micros,
       SUM(c.cost_micros) OVER () AS all_micros,
       COALESCE(r.total_runs, 0) AS run_count
FROM cost c
LEFT JOIN picked p ON p.job_id = c.k
LEFT JOIN runs r ON r.k = c.k
ORDER BY cost_rank
