-- The configuration of a job was changed by a person, as recorded on one of its runs; by nobody named, the event stands for itself.
SELECT 'job' AS source_type, r.job_id AS source_key, CASE WHEN v.user_id IS NULL THEN 'event' ELSE 'user' END AS target_type,
       COALESCE(v.user_id, v.event_id) AS target_key, v.event_time AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, v.details AS detail
FROM events v
JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
JOIN job_runs r ON r.job_run_id = x.parent_id
WHERE v.event_type = 'CONFIG_CHANGE'
