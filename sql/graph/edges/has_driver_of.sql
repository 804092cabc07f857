-- What the runs of a job used per day: machine of the driver.
SELECT 'job' AS source_type, r.job_id AS source_key, 'instance_type' AS target_type, r.driver_instance_type AS target_key,
       substr(r.start_time, 1, 10) AS at, COUNT(*) AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM job_runs r WHERE r.driver_instance_type IS NOT NULL AND r.start_time IS NOT NULL
GROUP BY r.job_id, r.driver_instance_type, substr(r.start_time, 1, 10)
