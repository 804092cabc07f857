-- A job lost spot workers in one of its runs.
SELECT 'job' AS source_type, r.job_id AS source_key, 'job_run' AS target_type, r.job_run_id AS target_key, v.event_time AS at, 1 AS n,
       NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, r.run_status AS detail
FROM events v
JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
JOIN job_runs r ON r.job_run_id = x.parent_id
WHERE v.event_type = 'SPOT_EVICTION'
