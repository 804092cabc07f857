-- Where a warehouse or cluster lives.
SELECT 'lives in' AS edge, :ref AS from_ref, n.compute_name AS from_name, 'workspace:' || n.workspace_id AS to_ref, w.workspace_name AS to_name,
       0 AS score, NULL AS cost_micros, NULL AS duration_ms, NULL AS happened_at, NULL AS how_many, NULL AS unit, NULL AS detail,
       1 AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM non_job_compute n LEFT JOIN workspace w ON w.workspace_id = n.workspace_id
WHERE n.compute_id = :id AND n.workspace_id IS NOT NULL
LIMIT :quota
