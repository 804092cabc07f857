-- Starts and stops of one warehouse or cluster, in the period and the one before.
SELECT v.event_id, v.event_time, v.event_type, v.user_id
FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id
WHERE x.parent_id = :id AND x.parent_type = :kind AND v.event_type IN ('CLUSTER_START', 'CLUSTER_TERMINATE')
  AND v.event_time >= :previous_from AND substr(v.event_time, 1, 10) <= :to
ORDER BY v.event_time, CASE WHEN v.event_type = 'CLUSTER_TERMINATE' THEN 0 ELSE 1 END, v.event_id
