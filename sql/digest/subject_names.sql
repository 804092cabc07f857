-- What is everything called? Jobs, warehouses and clusters with their workspace, for telling two of one name apart.
SELECT 'JOB_RUN' AS parent_type, j.job_id AS subject_id, j.job_name AS name, w.workspace_name AS place
FROM jobs j LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
UNION ALL
SELECT n.compute_type, n.compute_id, n.compute_name, w.workspace_name
FROM non_job_compute n LEFT JOIN workspace w ON w.workspace_id = n.workspace_id
ORDER BY 1, 2
