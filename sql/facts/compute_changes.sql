-- Recorded changes of one warehouse's or cluster's configuration, in the period and the one before.
SELECT v.event_id, v.event_time, v.details, v.user_id, l.name AS user_name
FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id
LEFT JOIN users_lookup l ON l.user_id = v.user_id
WHERE x.parent_id = :id AND x.parent_type = :kind AND v.event_type = 'CONFIG_CHANGE'
  AND v.event_time >= :previous_from AND substr(v.event_time, 1, 10) <= :to
ORDER BY v.event_time, v.event_id
