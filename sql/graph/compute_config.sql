-- How a warehouse or cluster was configured up to the end of the period, the newest first.
SELECT 'configured by' AS edge, :ref AS from_ref, n.compute_name AS from_name,
       CASE WHEN k.changed_by IS NULL THEN 'config:' || k.changed_at ELSE 'user:' || k.changed_by END AS to_ref, u.name AS to_name,
       0 AS score, NULL AS cost_micros, NULL AS duration_ms, k.changed_at AS happened_at, NULL AS how_many, NULL AS unit,
       COALESCE('size ' || k.size || ', ', '') || COALESCE('type ' || k.warehouse_type || ', ', '')
         || COALESCE('clusters ' || k.min_clusters || ' to ' || k.max_clusters || ', ', '') || COALESCE('workers of ' || k.worker_instance_type || ', ', '')
         || COALESCE('auto stop ' || k.auto_stop_mins || ' min', 'auto stop not recorded') AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM compute_config k
LEFT JOIN non_job_compute n ON n.compute_id = k.compute_id
LEFT JOIN users_lookup u ON u.user_id = k.changed_by
WHERE k.compute_id = :id AND substr(k.changed_at, 1, 10) <= :to
ORDER BY k.changed_at DESC
LIMIT :quota
