-- A run repeats a failed attempt; told with the figures of that attempt.
SELECT 'job_run' AS source_type, r.job_run_id AS source_key, 'job_run' AS target_type, r.retry_of_run_id AS target_key, o.start_time AS at, 1 AS n,
       NULL AS cost_micros, o.duration_ms, CASE WHEN o.run_status = 'FAILED' THEN 1 ELSE 0 END AS failed, o.run_status AS detail
FROM job_runs r LEFT JOIN job_runs o ON o.job_run_id = r.retry_of_run_id
WHERE r.retry_of_run_id IS NOT NULL
