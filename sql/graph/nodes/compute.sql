-- Warehouses, all-purpose clusters and other products, those that only usage names included.
WITH seen AS (
  SELECT DISTINCT x.parent_type, x.parent_id FROM compute_usage x WHERE COALESCE(x.parent_type, '') <> 'JOB_RUN'
)
SELECT CASE n.compute_type WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'warehouse' END AS type, n.compute_id AS key, n.compute_name AS name
FROM non_job_compute n
UNION ALL
SELECT CASE s.parent_type WHEN 'SQL_WAREHOUSE' THEN 'warehouse' WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'product' END, s.parent_id, NULL
FROM seen s
WHERE s.parent_id NOT IN (SELECT k.compute_id FROM non_job_compute k WHERE k.compute_id IS NOT NULL)
