-- Which jobs cost how much, split into spot and on-demand? One row per job with cost in the period or runs started in it;
-- usage or runs whose job is unknown are the row with a NULL job_id. Money and ratios in whole micro-units;
-- previous_all_micros also holds the jobs that only the period before has. unpriced_dbu_micros holds the days of a SKU on which nothing
-- had a price; unpriced_mixed_rows counts the rows of days on which some had. The key k, '' for the unknown job, is a plain column:
-- a join over an expression compares every job with every other. Days are summed before jobs are looked up, because there are more days.
WITH picked AS (
  SELECT j.job_id, j.job_name, j.workspace_id, w.workspace_name
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), usage_now AS (
  SELECT c.subject_id, SUM(c.cost_micros) AS cost_micros, SUM(c.spot_cost_micros) AS spot_cost_micros, SUM(c.dbu_micros) AS dbu_micros,
         SUM(c.unpriced_rows) AS unpriced_rows,
         SUM(CASE WHEN c.unpriced_rows > 0 AND c.unpriced_rows = c.usage_rows THEN c.dbu_micros ELSE 0 END) AS unpriced_dbu_micros,
         SUM(CASE WHEN c.unpriced_rows < c.usage_rows THEN c.unpriced_rows ELSE 0 END) AS unpriced_mixed_rows,
         SUM(c.cpu_micros) AS cpu_micros, SUM(c.cpu_rows) AS cpu_rows
  FROM daily_cost_rollup c
  WHERE c.parent_type = 'JOB_RUN' AND c.usage_date >= :from AND c.usage_date <= :to
  GROUP BY c.subject_id
), cost AS (
  SELECT COALESCE(p.job_id, '') AS k, SUM(u.cost_micros) AS cost_micros, SUM(u.spot_cost_micros) AS spot_cost_micros,
         SUM(u.dbu_micros) AS dbu_micros, SUM(u.unpriced_rows) AS unpriced_rows, SUM(u.unpriced_dbu_micros) AS unpriced_dbu_micros,
         SUM(u.unpriced_mixed_rows) AS unpriced_mixed_rows, SUM(u.cpu_micros) AS cpu_micros, SUM(u.cpu_rows) AS cpu_rows
  FROM usage_now u LEFT JOIN picked p ON p.job_id = u.subject_id
  WHERE p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = u.subject_id))
  GROUP BY 1
), usage_before AS (
  SELECT c.subject_id, SUM(c.cost_micros) AS cost_micros
  FROM daily_cost_rollup c
  WHERE c.parent_type = 'JOB_RUN' AND c.usage_date >= :previous_from AND c.usage_date < :from
  GROUP BY c.subject_id
), past AS (
  SELECT COALESCE(p.job_id, '') AS k, SUM(u.cost_micros) AS cost_micros
  FROM usage_before u LEFT JOIN picked p ON p.job_id = u.subject_id
  WHERE p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = u.subject_id))
  GROUP BY 1
), runs_now AS (
  SELECT r.job_id, SUM(r.total_runs) AS total_runs, SUM(r.success_runs) AS success_runs, SUM(r.failed_runs) AS failed_runs,
         SUM(r.duration_ms) AS duration_ms, SUM(r.duration_runs) AS duration_runs,
         SUM(r.spot_ratio_micros) AS spot_ratio_micros, SUM(r.spot_ratio_runs) AS spot_ratio_runs
  FROM daily_run_rollup r
  WHERE r.start_date >= :from AND r.start_date <= :to
  GROUP BY r.job_id
), runs AS (
  SELECT COALESCE(p.job_id, '') AS k, SUM(r.total_runs) AS total_runs, SUM(r.success_runs) AS success_runs,
         SUM(r.failed_runs) AS failed_runs, SUM(r.duration_ms) AS duration_ms, SUM(r.duration_runs) AS duration_runs,
         SUM(r.spot_ratio_micros) AS spot_ratio_micros, SUM(r.spot_ratio_runs) AS spot_ratio_runs
  FROM runs_now r LEFT JOIN picked p ON p.job_id = r.job_id
  WHERE p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = r.job_id))
  GROUP BY 1
), subjects AS (
  SELECT k FROM cost UNION SELECT k FROM runs
)
SELECT p.job_id, p.job_name, p.workspace_id, p.workspace_name,
       COALESCE(c.cost_micros, 0) AS cost_micros, COALESCE(c.spot_cost_micros, 0) AS spot_cost_micros,
       COALESCE(c.dbu_micros, 0) AS dbu_micros, COALESCE(c.unpriced_rows, 0) AS unpriced_rows,
       COALESCE(c.unpriced_dbu_micros, 0) AS unpriced_dbu_micros, COALESCE(c.unpriced_mixed_rows, 0) AS unpriced_mixed_rows,
       COALESCE(c.cpu_micros, 0) AS cpu_micros, COALESCE(c.cpu_rows, 0) AS cpu_rows,
       COALESCE(b.cost_micros, 0) AS previous_cost_micros,
       (SELECT COALESCE(SUM(a.cost_micros), 0) FROM past a) AS previous_all_micros,
       COALESCE(r.total_runs, 0) AS total_runs, COALESCE(r.success_runs, 0) AS success_runs, COALESCE(r.failed_runs, 0) AS failed_runs,
       COALESCE(r.duration_ms, 0) AS duration_ms, COALESCE(r.duration_runs, 0) AS duration_runs,
       COALESCE(r.spot_ratio_micros, 0) AS spot_ratio_micros, COALESCE(r.spot_ratio_runs, 0) AS spot_ratio_runs
FROM subjects s
LEFT JOIN picked p ON p.job_id = s.k
LEFT JOIN cost c ON c.k = s.k
LEFT JOIN past b ON b.k = s.k
LEFT JOIN runs r ON r.k = s.k
ORDER BY cost_micros DESC, s.k
