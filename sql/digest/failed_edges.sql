-- Which of the jobs with failed runs in these days depend on one another?
WITH failing AS (
  SELECT DISTINCT d.job_id FROM daily_run_rollup d
  WHERE d.start_date >= :from AND d.start_date <= :to AND d.failed_runs > 0
)
SELECT e.job_id, e.depends_on_job_id
FROM job_dependencies e
JOIN failing a ON a.job_id = e.job_id
JOIN failing b ON b.job_id = e.depends_on_job_id
ORDER BY e.job_id, e.depends_on_job_id
