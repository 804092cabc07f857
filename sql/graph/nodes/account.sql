-- Workspaces, departments, people and the kinds of machines and pools that runs used.
SELECT 'workspace' AS type, w.workspace_id AS key, w.workspace_name AS name FROM workspace w
UNION ALL SELECT 'workspace', j.workspace_id, NULL FROM jobs j
UNION ALL SELECT 'workspace', n.workspace_id, NULL FROM non_job_compute n
UNION ALL SELECT 'workspace', u.workspace_id, NULL FROM users_lookup u
UNION ALL SELECT 'department', u.department, u.department FROM users_lookup u
UNION ALL SELECT 'department', o.department, o.department FROM job_ownership o
UNION ALL SELECT 'user', u.user_id, u.name FROM users_lookup u
UNION ALL SELECT 'user', o.owner, NULL FROM job_ownership o
UNION ALL SELECT 'user', k.changed_by, NULL FROM compute_config k
UNION ALL SELECT 'pool', p.instance_pool_id, p.pool_name FROM instance_pools p
