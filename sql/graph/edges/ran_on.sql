-- A run ran on a cluster of its own, or on an all-purpose cluster.
SELECT 'job_run' AS source_type, x.parent_id AS source_key, CASE WHEN n.compute_id IS NULL THEN 'job_cluster' ELSE 'cluster' END AS target_type,
       x.cluster_id AS target_key, MIN(COALESCE(x.usage_date, '')) AS at, 1 AS n,
       SUM(CAST(ROUND(x.total_cost * 1000000) AS INTEGER)) AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM compute_usage x LEFT JOIN non_job_compute n ON n.compute_id = x.cluster_id
WHERE x.parent_type = 'JOB_RUN' AND x.cluster_id IS NOT NULL
GROUP BY x.parent_id, x.cluster_id
