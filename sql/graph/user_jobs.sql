-- The jobs a person owns, the most expensive in the period first.
SELECT 'owns' AS edge, :ref AS from_ref, u.name AS from_name, 'job:' || o.job_id AS to_ref, j.job_name AS to_name,
       COALESCE(c.cost_micros, 0) AS score, c.cost_micros, NULL AS duration_ms, NULL AS happened_at, r.failed_runs AS how_many,
       'failed runs' AS unit, o.owner_source AS detail,
       COUNT(*) OVER () AS all_count, SUM(c.cost_micros) OVER () AS all_cost_micros, NULL AS rest_median_ms
FROM job_ownership o
JOIN jobs j ON j.job_id = o.job_id
LEFT JOIN users_lookup u ON u.user_id = o.owner
LEFT JOIN (SELECT subject_id, SUM(cost_micros) AS cost_micros FROM daily_cost_rollup
           WHERE parent_type = 'JOB_RUN' AND usage_date >= :from AND usage_date <= :to GROUP BY subject_id) c ON c.subject_id = o.job_id
LEFT JOIN (SELECT job_id, SUM(failed_runs) AS failed_runs FROM daily_run_rollup
           WHERE start_date >= :from AND start_date <= :to GROUP BY job_id) r ON r.job_id = o.job_id
WHERE o.owner = :id
ORDER BY score DESC, o.job_id
LIMIT :quota
