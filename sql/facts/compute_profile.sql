-- Who and what a warehouse or cluster is. No row: it is neither registered nor billed.
SELECT :id AS compute_id, n.compute_name, n.workspace_id, w.workspace_name, w.workspace_url,
       (SELECT COUNT(*) FROM non_job_compute k WHERE k.compute_name = n.compute_name) AS same_name,
       (SELECT COUNT(*) FROM (SELECT 1 FROM sql_query_history LIMIT 1) h) AS has_query_history
FROM (SELECT :id AS compute_id) p
LEFT JOIN non_job_compute n ON n.compute_id = p.compute_id AND n.compute_type = :kind
LEFT JOIN workspace w ON w.workspace_id = n.workspace_id
WHERE n.compute_id IS NOT NULL OR EXISTS (SELECT 1 FROM compute_usage u WHERE u.parent_id = :id AND u.parent_type = :kind)
