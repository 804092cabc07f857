-- Starts and stops of the clusters a person started, in the period and the one before.
WITH mine AS (
  SELECT DISTINCT x.parent_id AS compute_id
  FROM events v JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
  WHERE v.event_type = 'CLUSTER_START' AND v.user_id = :id AND x.parent_type = 'APC_CLUSTER'
    AND v.event_time >= :previous_from AND substr(v.event_time, 1, 10) <= :to
)
SELECT x.parent_id AS compute_id, v.event_id, v.event_time, v.event_type, v.user_id
FROM mine m
JOIN compute_usage x ON x.parent_id = m.compute_id AND x.parent_type = 'APC_CLUSTER'
JOIN events v ON v.compute_usage_id = x.compute_usage_id
WHERE v.event_type IN ('CLUSTER_START', 'CLUSTER_TERMINATE') AND v.event_time >= :previous_from AND substr(v.event_time, 1, 10) <= :to
ORDER BY x.parent_id, v.event_time, CASE WHEN v.event_type = 'CLUSTER_TERMINATE' THEN 0 ELSE 1 END, v.event_id
