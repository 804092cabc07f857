-- Runs of jobs.
SELECT 'job_run' AS type, r.job_run_id AS key, NULL AS name FROM job_runs r
