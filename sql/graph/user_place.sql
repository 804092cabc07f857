-- The department and workspace of a person.
WITH linked AS (
  SELECT 1 AS k, 'belongs to' AS edge, 'department:' || u.department AS to_ref, u.department AS to_name FROM users_lookup u
  WHERE u.user_id = :id AND u.department IS NOT NULL
  UNION ALL
  SELECT 2, 'works in', 'workspace:' || u.workspace_id, w.workspace_name FROM users_lookup u
  LEFT JOIN workspace w ON w.workspace_id = u.workspace_id WHERE u.user_id = :id AND u.workspace_id IS NOT NULL
)
SELECT l.edge, :ref AS from_ref, u.name AS from_name, l.to_ref, l.to_name, 0 AS score, NULL AS cost_micros, NULL AS duration_ms,
       NULL AS happened_at, NULL AS how_many, NULL AS unit, NULL AS detail, COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM linked l LEFT JOIN users_lookup u ON u.user_id = :id
ORDER BY l.k
LIMIT :quota
