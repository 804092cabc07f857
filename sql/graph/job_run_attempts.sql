-- The attempts around one run: the run it repeats, and runs that repeat it.
SELECT CASE WHEN r.job_run_id = me.retry_of_run_id THEN 'repeats' ELSE 'was repeated by' END AS edge, :ref AS from_ref, NULL AS from_name,
       'job_run:' || r.job_run_id AS to_ref, NULL AS to_name, 0 AS score, NULL AS cost_micros, r.duration_ms, r.start_time AS happened_at,
       NULL AS how_many, NULL AS unit, r.run_status AS detail, COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM job_runs me
JOIN job_runs r ON r.job_id = me.job_id AND (r.job_run_id = me.retry_of_run_id OR r.retry_of_run_id = me.job_run_id)
WHERE me.job_run_id = :id
ORDER BY r.start_time, r.job_run_id
LIMIT :quota
