-- The recorded configurations of one warehouse or cluster up to the end of the period, oldest first.
SELECT k.changed_at, k.size, k.warehouse_type, k.min_clusters, k.max_clusters, k.auto_stop_mins, k.worker_instance_type,
       k.changed_by, u.name AS changed_by_name
FROM compute_config k LEFT JOIN users_lookup u ON u.user_id = k.changed_by
WHERE k.compute_id = :id AND substr(k.changed_at, 1, 10) <= :to
ORDER BY k.changed_at
