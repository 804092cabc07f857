-- What the runs of a job used per day: pools.
SELECT 'job' AS source_type, r.job_id AS source_key, 'pool' AS target_type, r.instance_pool_id AS target_key,
       substr(r.start_time, 1, 10) AS at, COUNT(*) AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM job_runs r WHERE r.instance_pool_id IS NOT NULL AND r.start_time IS NOT NULL
GROUP BY r.job_id, r.instance_pool_id, substr(r.start_time, 1, 10)
