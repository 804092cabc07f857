-- An event happened on what a usage row was billed to; losses of workers and changes count as failures of rest, so that they come first.
SELECT CASE x.parent_type WHEN 'JOB_RUN' THEN 'job_run' WHEN 'SQL_WAREHOUSE' THEN 'warehouse' WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'product' END AS source_type,
       x.parent_id AS source_key, 'event' AS target_type, v.event_id AS target_key, v.event_time AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms,
       CASE WHEN v.event_type IN ('SPOT_EVICTION', 'CONFIG_CHANGE') THEN 1 ELSE 0 END AS failed, v.details AS detail
FROM events v JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
