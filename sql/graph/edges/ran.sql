-- A job's run that did not fail, with what all its usage rows cost.
SELECT 'job' AS source_type, r.job_id AS source_key, 'job_run' AS target_type, r.job_run_id AS target_key, r.start_time AS at, 1 AS n,
       (SELECT SUM(CAST(ROUND(x.total_cost * 1000000) AS INTEGER)) FROM compute_usage x WHERE x.parent_id = r.job_run_id) AS cost_micros,
       r.duration_ms, 0 AS failed, r.run_status AS detail
FROM job_runs r WHERE COALESCE(r.run_status, '') <> 'FAILED'
