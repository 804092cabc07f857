-- Kinds of events on a warehouse, cluster or product, per day; changes of configuration are told by the configuration.
SELECT CASE x.parent_type WHEN 'SQL_WAREHOUSE' THEN 'warehouse' WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'product' END AS source_type,
       x.parent_id AS source_key, 'event_type' AS target_type, v.event_type AS target_key, MAX(v.event_time) AS at, COUNT(*) AS n,
       NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM events v JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
WHERE x.parent_type <> 'JOB_RUN' AND v.event_type <> 'CONFIG_CHANGE' AND v.event_time IS NOT NULL
GROUP BY x.parent_type, x.parent_id, v.event_type, substr(v.event_time, 1, 10)
