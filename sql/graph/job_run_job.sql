-- The job a run belongs to, with the job's cost in the period.
SELECT 'is a run of' AS edge, :ref AS from_ref, NULL AS from_name, 'job:' || r.job_id AS to_ref, j.job_name AS to_name,
       0 AS score, (SELECT SUM(c.cost_micros) FROM daily_cost_rollup c WHERE c.parent_type = 'JOB_RUN' AND c.subject_id = r.job_id
                    AND c.usage_date >= :from AND c.usage_date <= :to) AS cost_micros,
       NULL AS duration_ms, NULL AS happened_at, NULL AS how_many, NULL AS unit, NULL AS detail, 1 AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM job_runs r LEFT JOIN jobs j ON j.job_id = r.job_id
WHERE r.job_run_id = :id AND r.job_id IS NOT NULL
LIMIT :quota
