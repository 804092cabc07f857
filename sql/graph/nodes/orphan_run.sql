-- Runs that were billed, or repeated, but are not recorded themselves.
SELECT 'job_run' AS type, x.parent_id AS key, NULL AS name FROM compute_usage x
WHERE x.parent_type = 'JOB_RUN' AND NOT EXISTS (SELECT 1 FROM job_runs r WHERE r.job_run_id = x.parent_id)
UNION SELECT 'job_run', r.retry_of_run_id, NULL FROM job_runs r
WHERE r.retry_of_run_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM job_runs o WHERE o.job_run_id = r.retry_of_run_id)
