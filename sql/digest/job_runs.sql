-- How many runs did each job start in these days, how did they end, how long did they take, and how many spot machines did they lose?
WITH counted AS (
  SELECT r.job_id, r.total_runs, r.success_runs, r.failed_runs, r.retry_runs, r.duration_ms, r.duration_runs, 0 AS evictions
  FROM daily_run_rollup r
  WHERE r.start_date >= :from AND r.start_date <= :to
  UNION ALL
  SELECT e.job_id, 0, 0, 0, 0, 0, 0, e.evictions
  FROM daily_eviction_rollup e
  WHERE e.event_date >= :from AND e.event_date <= :to
)
SELECT job_id, SUM(total_runs) AS total_runs, SUM(success_runs) AS success_runs, SUM(failed_runs) AS failed_runs,
       SUM(retry_runs) AS retry_runs, SUM(duration_ms) AS duration_ms, SUM(duration_runs) AS duration_runs,
       SUM(evictions) AS evictions
FROM counted
GROUP BY job_id
ORDER BY job_id
