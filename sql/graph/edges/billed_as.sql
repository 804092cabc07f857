-- A run, warehouse, cluster or product was billed as a usage row.
SELECT CASE x.parent_type WHEN 'JOB_RUN' THEN 'job_run' WHEN 'SQL_WAREHOUSE' THEN 'warehouse' WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'product' END AS source_type,
       x.parent_id AS source_key, 'usage' AS target_type, x.compute_usage_id AS target_key, x.usage_date AS at, 1 AS n,
       CAST(ROUND(x.total_cost * 1000000) AS INTEGER) AS cost_micros, NULL AS duration_ms, 0 AS failed, x.cluster_instance_type AS detail
FROM compute_usage x
