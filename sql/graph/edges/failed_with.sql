-- A failed run's error belongs to a family.
SELECT 'job_run' AS source_type, r.job_run_id AS source_key, 'error_family' AS target_type, error_family(r.error_summary) AS target_key,
       r.start_time AS at, 1 AS n, NULL AS cost_micros, r.duration_ms, 1 AS failed, NULL AS detail
FROM job_runs r WHERE r.run_status = 'FAILED'
