-- What happened to a warehouse or cluster in the period, by kind of event.
WITH grouped AS (
  SELECT v.event_type, COUNT(*) AS times, MAX(v.event_time) AS last_time
  FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id
  WHERE x.parent_id = :id AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to AND v.event_type <> 'CONFIG_CHANGE'
  GROUP BY v.event_type
)
SELECT 'had' AS edge, :ref AS from_ref, n.compute_name AS from_name, 'event_type:' || g.event_type AS to_ref, g.event_type AS to_name,
       g.times AS score, NULL AS cost_micros, NULL AS duration_ms, g.last_time AS happened_at, g.times AS how_many, 'times, the last on that day' AS unit, NULL AS detail,
       COUNT(*) OVER () AS all_count, NULL AS all_cost_micros, NULL AS rest_median_ms
FROM grouped g LEFT JOIN non_job_compute n ON n.compute_id = :id
ORDER BY g.times DESC, g.event_type
LIMIT :quota
