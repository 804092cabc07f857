-- Spot evictions of one job in the period, newest last.
SELECT v.event_id, v.event_time, r.job_run_id, r.run_status, r.worker_instance_type,
       d.eviction_reason, d.cloud_provider_message, d.eviction_action, d.was_retried, d.spot_price
FROM events v
JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
JOIN job_runs r ON r.job_run_id = x.parent_id
LEFT JOIN eviction_details d ON d.eviction_id = v.eviction_id
WHERE v.event_type = 'SPOT_EVICTION' AND r.job_id = :id AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to
ORDER BY v.event_time, v.event_id
