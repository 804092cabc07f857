-- A person works in a workspace.
SELECT 'user' AS source_type, u.user_id AS source_key, 'workspace' AS target_type, u.workspace_id AS target_key,
       '' AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM users_lookup u
