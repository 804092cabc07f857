-- Names of everything that can be looked up: jobs, warehouses, clusters, users.
SELECT 'job' AS type, j.job_id AS id, COALESCE(j.job_name, j.job_id) AS name,
       COALESCE(o.department, '') || ' ' || COALESCE(w.workspace_name, '') AS extra
FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
UNION ALL
SELECT CASE n.compute_type WHEN 'SQL_WAREHOUSE' THEN 'warehouse' ELSE 'cluster' END, n.compute_id, COALESCE(n.compute_name, n.compute_id),
       COALESCE(w.workspace_name, '')
FROM non_job_compute n LEFT JOIN workspace w ON w.workspace_id = n.workspace_id
UNION ALL
SELECT 'user', u.user_id, COALESCE(u.name, u.user_id), COALESCE(u.department, '') FROM users_lookup u
ORDER BY 1, 2
