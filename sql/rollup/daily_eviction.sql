-- Spot evictions per day and job, for the days listed in rollup_days; an event belongs to the run whose usage it happened on.
INSERT INTO daily_eviction_rollup
SELECT substr(e.event_time, 1, 10), COALESCE(r.job_id, ''), COUNT(*)
FROM events e
LEFT JOIN compute_usage u ON u.compute_usage_id = e.compute_usage_id
LEFT JOIN job_runs r ON u.parent_type = 'JOB_RUN' AND r.job_run_id = u.parent_id
WHERE e.event_type = 'SPOT_EVICTION' AND substr(e.event_time, 1, 10) IN (SELECT day FROM rollup_days)
GROUP BY 1, 2
