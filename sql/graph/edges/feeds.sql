-- A job feeds the job that waits for it; a job that waits for itself says nothing.
SELECT 'job' AS source_type, d.depends_on_job_id AS source_key, 'job' AS target_type, d.job_id AS target_key,
       '' AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM job_dependencies d WHERE d.depends_on_job_id <> d.job_id
