-- Starts and stops of the warehouses a person used, in the period and the one before; an event belongs to a usage row of its own day.
SELECT x.parent_id AS compute_id, v.event_id, v.event_time, v.event_type, v.user_id
FROM compute_usage x CROSS JOIN events v
WHERE v.compute_usage_id = x.compute_usage_id AND x.parent_type = 'SQL_WAREHOUSE'
  AND x.usage_date >= :previous_from AND x.usage_date <= :to
  AND x.parent_id IN (SELECT q.parent_id FROM sql_query_history q
                      WHERE q.user_id = :id AND q.start_time >= :previous_from AND q.start_time < :to || 'Z')
  AND v.event_type IN ('CLUSTER_START', 'CLUSTER_TERMINATE') AND v.event_time >= :previous_from AND v.event_time < :to || 'Z'
ORDER BY x.parent_id, v.event_time, CASE WHEN v.event_type = 'CLUSTER_TERMINATE' THEN 0 ELSE 1 END, v.event_id
