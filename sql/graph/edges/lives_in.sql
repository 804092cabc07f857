-- A job, warehouse or cluster lives in a workspace.
SELECT 'job' AS source_type, j.job_id AS source_key, 'workspace' AS target_type, j.workspace_id AS target_key,
       '' AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM jobs j
UNION ALL
SELECT CASE n.compute_type WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'warehouse' END, n.compute_id, 'workspace', n.workspace_id, '', 1, NULL, NULL, 0, NULL
FROM non_job_compute n
