-- A failed attempt was repeated by a run; told with the figures of that run.
SELECT 'job_run' AS source_type, r.retry_of_run_id AS source_key, 'job_run' AS target_type, r.job_run_id AS target_key, r.start_time AS at, 1 AS n,
       NULL AS cost_micros, r.duration_ms, CASE WHEN r.run_status = 'FAILED' THEN 1 ELSE 0 END AS failed, r.run_status AS detail
FROM job_runs r WHERE r.retry_of_run_id IS NOT NULL
