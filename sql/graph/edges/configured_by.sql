-- A warehouse or cluster was configured, by a person where one is named.
SELECT CASE n.compute_type WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'warehouse' END AS source_type, k.compute_id AS source_key,
       CASE WHEN k.changed_by IS NULL THEN 'config' ELSE 'user' END AS target_type, COALESCE(k.changed_by, k.changed_at) AS target_key,
       k.changed_at AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed,
       COALESCE('size ' || k.size || ', ', '') || COALESCE('type ' || k.warehouse_type || ', ', '')
         || COALESCE('clusters ' || k.min_clusters || ' to ' || k.max_clusters || ', ', '') || COALESCE('workers of ' || k.worker_instance_type || ', ', '')
         || COALESCE('auto stop ' || k.auto_stop_mins || ' min', 'auto stop not recorded') AS detail
FROM compute_config k LEFT JOIN non_job_compute n ON n.compute_id = k.compute_id
