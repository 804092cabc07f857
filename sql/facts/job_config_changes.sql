-- Changes of configuration recorded for one job, in the period and the one before.
SELECT v.event_id, v.event_time, v.details, v.user_id, l.name AS user_name
FROM events v
JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
JOIN job_runs r ON r.job_run_id = x.parent_id
LEFT JOIN users_lookup l ON l.user_id = v.user_id
WHERE v.event_type = 'CONFIG_CHANGE' AND r.job_id = :id AND v.event_time >= :previous_from AND substr(v.event_time, 1, 10) <= :to
ORDER BY v.event_time, v.event_id
