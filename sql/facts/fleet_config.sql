-- The configuration in force at the end of the period of every warehouse and cluster that has one recorded.
SELECT k.compute_id, k.changed_at, k.size, k.warehouse_type, k.min_clusters, k.max_clusters, k.auto_stop_mins, k.worker_instance_type,
       k.changed_by, NULL AS changed_by_name
FROM compute_config k
WHERE substr(k.changed_at, 1, 10) <= :to
  AND NOT EXISTS (SELECT 1 FROM compute_config n WHERE n.compute_id = k.compute_id AND n.changed_at > k.changed_at AND substr(n.changed_at, 1, 10) <= :to)
ORDER BY k.compute_id
