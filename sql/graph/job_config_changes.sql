-- Changes of configuration recorded on the runs of one job in the period, the newest first.
SELECT 'changed by' AS edge, 'job:' || j.job_id AS from_ref, j.job_name AS from_name,
       CASE WHEN v.user_id IS NULL THEN 'event:' || v.event_id ELSE 'user:' || v.user_id END AS to_ref, u.name AS to_name,
       0 AS score, NULL AS cost_micros, NULL AS duration_ms, v.event_time AS happened_at, NULL AS how_many, NULL AS unit, v.details AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM jobs j
JOIN job_runs r ON r.job_id = j.job_id
JOIN compute_usage x ON x.parent_id = r.job_run_id
JOIN events v ON v.compute_usage_id = x.compute_usage_id AND v.event_type = 'CONFIG_CHANGE'
LEFT JOIN users_lookup u ON u.user_id = v.user_id
WHERE j.job_id = :id AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to
ORDER BY v.event_time DESC, v.event_id
LIMIT :quota
