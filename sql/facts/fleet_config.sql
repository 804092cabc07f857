-- The recorded configurations of every warehouse and cluster up to the end of the period, oldest first.
SELECT k.compute_id, k.changed_at, k.size, k.warehouse_type, k.min_clusters, k.max_clusters, k.auto_stop_mins, k.worker_instance_type,
       k.changed_by, NULL AS changed_by_name
FROM compute_config k
WHERE substr(k.changed_at, 1, 10) <= :to
ORDER BY k.compute_id, k.changed_at
