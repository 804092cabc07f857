-- Which jobs cost how much, split into spot and on-demand? One row per job with cost in the period or runs started in it;
-- usage or runs whose job is unknown are the row with a NULL job_id. Money and ratios in whole micro-units;
-- previous_all_micros also holds the jobs that only the period before has.
WITH picked AS (
  SELECT j.job_id, j.job_name, j.workspace_id, w.workspace_name
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), cost AS (
  SELECT p.job_id,
         SUM(CASE WHEN c.usage_date >= :from THEN c.cost_micros ELSE 0 END) AS cost_micros,
         SUM(CASE WHEN c.usage_date >= :from THEN c.spot_cost_micros ELSE 0 END) AS spot_cost_micros,
         SUM(CASE WHEN c.usage_date >= :from THEN c.dbu_micros ELSE 0 END) AS dbu_micros,
         SUM(CASE WHEN c.usage_date >= :from THEN c.unpriced_rows ELSE 0 END) AS unpriced_rows,
         SUM(CASE WHEN c.usage_date >= :from THEN c.cpu_micros ELSE 0 END) AS cpu_micros,
         SUM(CASE WHEN c.usage_date >= :from THEN c.cpu_rows ELSE 0 END) AS cpu_rows,
         SUM(CASE WHEN c.usage_date < :from THEN c.cost_micros ELSE 0 END) AS previous_cost_micros,
         SUM(CASE WHEN c.usage_date >= :from THEN 1 ELSE 0 END) AS days_with_usage
  FROM daily_cost_rollup c LEFT JOIN picked p ON p.job_id = c.subject_id
  WHERE c.parent_type = 'JOB_RUN' AND c.usage_date >= :previous_from AND c.usage_date <= :to
    AND (p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = c.subject_id)))
  GROUP BY p.job_id
), runs AS (
  SELECT p.job_id, SUM(r.total_runs) AS total_runs, SUM(r.success_runs) AS success_runs, SUM(r.failed_runs) AS failed_runs,
         SUM(r.duration_ms) AS duration_ms, SUM(r.duration_runs) AS duration_runs,
         SUM(r.spot_ratio_micros) AS spot_ratio_micros, SUM(r.spot_ratio_runs) AS spot_ratio_runs
  FROM daily_run_rollup r LEFT JOIN picked p ON p.job_id = r.job_id
  WHERE r.start_date >= :from AND r.start_date <= :to
    AND (p.job_id IS NOT NULL OR (:unattributed = 1 AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.job_id = r.job_id)))
  GROUP BY p.job_id
), subjects AS (
  SELECT COALESCE(job_id, '') AS k FROM cost WHERE days_with_usage > 0
  UNION SELECT COALESCE(job_id, '') FROM runs
)
SELECT p.job_id, p.job_name, p.workspace_id, p.workspace_name,
       COALESCE(c.cost_micros, 0) AS cost_micros, COALESCE(c.spot_cost_micros, 0) AS spot_cost_micros,
       COALESCE(c.dbu_micros, 0) AS dbu_micros, COALESCE(c.unpriced_rows, 0) AS unpriced_rows,
       COALESCE(c.cpu_micros, 0) AS cpu_micros, COALESCE(c.cpu_rows, 0) AS cpu_rows,
       COALESCE(c.previous_cost_micros, 0) AS previous_cost_micros,
       (SELECT COALESCE(SUM(a.previous_cost_micros), 0) FROM cost a) AS previous_all_micros,
       COALESCE(r.total_runs, 0) AS total_runs, COALESCE(r.success_runs, 0) AS success_runs, COALESCE(r.failed_runs, 0) AS failed_runs,
       COALESCE(r.duration_ms, 0) AS duration_ms, COALESCE(r.duration_runs, 0) AS duration_runs,
       COALESCE(r.spot_ratio_micros, 0) AS spot_ratio_micros, COALESCE(r.spot_ratio_runs, 0) AS spot_ratio_runs
FROM subjects s
LEFT JOIN picked p ON p.job_id = s.k
LEFT JOIN cost c ON COALESCE(c.job_id, '') = s.k
LEFT JOIN runs r ON COALESCE(r.job_id, '') = s.k
ORDER BY cost_micros DESC, s.k
