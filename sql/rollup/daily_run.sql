-- Runs per start day and job, for the days listed in rollup_days.
INSERT INTO daily_run_rollup
SELECT substr(r.start_time, 1, 10), COALESCE(r.job_id, ''),
       COUNT(*),
       SUM(CASE WHEN r.run_status = 'SUCCESS' THEN 1 ELSE 0 END),
       SUM(CASE WHEN r.run_status = 'FAILED' THEN 1 ELSE 0 END),
       SUM(COALESCE(r.duration_ms, 0)), COUNT(r.duration_ms),
       SUM(CAST(ROUND(COALESCE(r.spot_ratio, 0) * 1000000) AS INTEGER)), COUNT(r.spot_ratio),
       COUNT(r.retry_of_run_id)
FROM job_runs r
WHERE substr(r.start_time, 1, 10) IN (SELECT day FROM rollup_days)
GROUP BY 1, 2
