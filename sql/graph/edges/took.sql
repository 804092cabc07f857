-- An eviction is what an event tells of.
SELECT 'event' AS source_type, v.event_id AS source_key, 'eviction' AS target_type, v.eviction_id AS target_key, v.event_time AS at, 1 AS n,
       NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, NULL AS detail
FROM events v WHERE v.eviction_id IS NOT NULL
