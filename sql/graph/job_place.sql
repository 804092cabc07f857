-- Whose a job is and where it lives: owner, department, workspace.
WITH linked AS (
  SELECT 1 AS k, 'owned by' AS edge, 'user:' || o.owner AS to_ref, u.name AS to_name, o.owner_source AS detail
  FROM job_ownership o LEFT JOIN users_lookup u ON u.user_id = o.owner WHERE o.job_id = :id AND o.owner IS NOT NULL
  UNION ALL
  SELECT 2, 'belongs to', 'department:' || o.department, o.department, o.department_source
  FROM job_ownership o WHERE o.job_id = :id AND o.department IS NOT NULL
  UNION ALL
  SELECT 3, 'lives in', 'workspace:' || j.workspace_id, w.workspace_name, NULL
  FROM jobs j LEFT JOIN workspace w ON w.workspace_id = j.workspace_id WHERE j.job_id = :id AND j.workspace_id IS NOT NULL
)
SELECT l.edge, 'job:' || j.job_id AS from_ref, j.job_name AS from_name, l.to_ref, l.to_name, 0 AS score, NULL AS cost_micros,
       NULL AS duration_ms, NULL AS happened_at, NULL AS how_many, NULL AS unit, l.detail, COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM linked l JOIN jobs j ON j.job_id = :id
ORDER BY l.k
LIMIT :quota
