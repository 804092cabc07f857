-- An event happened on a usage row.
SELECT 'event' AS source_type, v.event_id AS source_key, 'usage' AS target_type, v.compute_usage_id AS target_key, v.event_time AS at, 1 AS n,
       NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM events v
