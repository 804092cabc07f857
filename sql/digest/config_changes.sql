-- Whose configuration changed in these days? Newest last; the subject is the job of the run, or the warehouse or cluster itself.
SELECT u.parent_type, COALESCE(r.job_id, u.parent_id) AS subject_id, substr(v.event_time, 1, 10) AS day, v.details, v.event_id
FROM events v
JOIN compute_usage u ON u.compute_usage_id = v.compute_usage_id
LEFT JOIN job_runs r ON u.parent_type = 'JOB_RUN' AND r.job_run_id = u.parent_id
WHERE v.event_type = 'CONFIG_CHANGE' AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to
ORDER BY v.event_time, v.event_id
