-- Starts and stops of all warehouses, or all clusters, in the period.
SELECT x.parent_id AS compute_id, v.event_id, v.event_time, v.event_type, v.user_id
FROM events v JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
WHERE v.event_type IN ('CLUSTER_START', 'CLUSTER_TERMINATE') AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to
  AND x.parent_type = :kind
ORDER BY x.parent_id, v.event_time, CASE WHEN v.event_type = 'CLUSTER_TERMINATE' THEN 0 ELSE 1 END, v.event_id
