-- Who a person is. No row: nobody by this id is registered, owns a job or ran a query.
SELECT p.user_id, u.name, u.department, u.workspace_id, w.workspace_name,
       (SELECT COUNT(*) FROM users_lookup k WHERE k.name = u.name) AS same_name,
       (SELECT COUNT(*) FROM (SELECT 1 FROM sql_query_history LIMIT 1) h) AS has_query_history
FROM (SELECT :id AS user_id) p
LEFT JOIN users_lookup u ON u.user_id = p.user_id
LEFT JOIN workspace w ON w.workspace_id = u.workspace_id
WHERE u.user_id IS NOT NULL OR EXISTS (SELECT 1 FROM job_ownership o WHERE o.owner = :id)
   OR EXISTS (SELECT 1 FROM sql_query_history q WHERE q.user_id = :id)
