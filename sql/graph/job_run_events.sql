-- What happened during one run, losses and changes first, then in order of time.
SELECT 'had' AS edge, :ref AS from_ref, NULL AS from_name, 'event:' || v.event_id AS to_ref, v.event_type AS to_name, 0 AS score,
       NULL AS cost_micros, NULL AS duration_ms, v.event_time AS happened_at, NULL AS how_many, NULL AS unit, v.details AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id
WHERE x.parent_id = :id
ORDER BY CASE WHEN v.event_type IN ('SPOT_EVICTION', 'CONFIG_CHANGE') THEN 0 ELSE 1 END, v.event_time, v.event_id
LIMIT :quota
