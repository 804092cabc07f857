-- Families of errors that failed runs fell into.
SELECT DISTINCT 'error_family' AS type, error_family(r.error_summary) AS key, error_family(r.error_summary) AS name
FROM job_runs r WHERE r.run_status = 'FAILED'
