-- What happened during one run.
SELECT v.event_id, v.event_time, v.event_type, v.details, d.eviction_reason, d.eviction_action
FROM compute_usage u JOIN events v ON v.compute_usage_id = u.compute_usage_id
LEFT JOIN eviction_details d ON d.eviction_id = v.eviction_id
WHERE u.parent_id = :id
ORDER BY v.event_time, v.event_id
