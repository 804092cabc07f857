-- What failed in these days, with which error, and what did the failed runs cost? One row per job and error text.
SELECT r.job_id, r.error_summary, COUNT(DISTINCT r.job_run_id) AS runs,
       COALESCE(SUM(CAST(ROUND(u.total_cost * 1000000) AS BIGINT)), 0) AS cost_micros
FROM daily_run_rollup d
JOIN job_runs r ON r.job_id = d.job_id AND r.start_time >= d.start_date AND substr(r.start_time, 1, 10) = d.start_date
LEFT JOIN compute_usage u ON u.parent_type = 'JOB_RUN' AND u.parent_id = r.job_run_id
WHERE d.start_date >= :from AND d.start_date <= :to AND d.failed_runs > 0 AND r.run_status = 'FAILED'
GROUP BY r.job_id, r.error_summary
ORDER BY r.job_id, r.error_summary
