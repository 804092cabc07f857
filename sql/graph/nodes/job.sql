-- Jobs, those included that only a run or a dependency names.
SELECT 'job' AS type, j.job_id AS key, j.job_name AS name FROM jobs j
UNION ALL SELECT DISTINCT 'job', r.job_id, NULL FROM job_runs r
UNION ALL SELECT 'job', d.job_id, NULL FROM job_dependencies d
UNION ALL SELECT 'job', d.depends_on_job_id, NULL FROM job_dependencies d
