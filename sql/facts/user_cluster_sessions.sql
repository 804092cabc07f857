-- Starts and stops of the clusters a person started, in the period and the one before; an event belongs to a usage row of its own day.
WITH sessions AS (
  SELECT x.parent_id AS compute_id, v.event_id, v.event_time, v.event_type, v.user_id
  FROM compute_usage x CROSS JOIN events v
  WHERE v.compute_usage_id = x.compute_usage_id AND x.parent_type = 'APC_CLUSTER'
    AND x.usage_date >= :previous_from AND x.usage_date <= :to
    AND v.event_type IN ('CLUSTER_START', 'CLUSTER_TERMINATE') AND v.event_time >= :previous_from AND v.event_time < :to || 'Z'
)
SELECT s.compute_id, s.event_id, s.event_time, s.event_type, s.user_id
FROM sessions s
WHERE s.compute_id IN (SELECT m.compute_id FROM sessions m WHERE m.event_type = 'CLUSTER_START' AND m.user_id = :id)
ORDER BY s.compute_id, s.event_time, CASE WHEN s.event_type = 'CLUSTER_TERMINATE' THEN 0 ELSE 1 END, s.event_id
