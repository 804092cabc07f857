-- Other events of one warehouse or cluster by kind and text, in the period and the one before.
SELECT CASE WHEN substr(v.event_time, 1, 10) >= :from THEN 'current' ELSE 'previous' END AS period, v.event_type, v.details,
       COUNT(*) AS times, MAX(v.event_time) AS last_time
FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id
WHERE x.parent_id = :id AND x.parent_type = :kind AND v.event_type NOT IN ('CLUSTER_START', 'CONFIG_CHANGE')
  AND v.event_time >= :previous_from AND substr(v.event_time, 1, 10) <= :to
GROUP BY 1, 2, 3
ORDER BY 1, 4 DESC, 2, 3
