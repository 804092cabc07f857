-- Every run of one job started in the period or the one before, with its cost (NULL where nothing of it has a price) and its evictions.
SELECT r.job_run_id, r.start_time, r.end_time, r.duration_ms, r.run_status, r.error_summary, r.worker_instance_type, r.driver_instance_type,
       r.min_nodes, r.max_nodes, r.fixed_nodes, r.is_autoscaling_enabled, r.spot_ratio, r.instance_pool_id, r.retry_of_run_id, r.repairs,
       u.cost_micros, u.dbu_micros, u.cpu, COALESCE(e.evictions, 0) AS evictions
FROM job_runs r
LEFT JOIN (
  SELECT x.parent_id, SUM(CAST(ROUND(x.total_cost * 1000000) AS INTEGER)) AS cost_micros,
         SUM(CAST(ROUND(COALESCE(x.dbus_consumed, 0) * 1000000) AS INTEGER)) AS dbu_micros, MAX(x.avg_cpu_utilization) AS cpu
  FROM compute_usage x
  WHERE x.parent_id IN (SELECT k.job_run_id FROM job_runs k WHERE k.job_id = :id AND k.start_time >= :previous_from AND substr(k.start_time, 1, 10) <= :to)
  GROUP BY x.parent_id
) u ON u.parent_id = r.job_run_id
LEFT JOIN (
  SELECT x.parent_id, COUNT(*) AS evictions
  FROM events v JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
  WHERE v.event_type = 'SPOT_EVICTION' AND v.event_time >= :previous_from
    AND x.parent_id IN (SELECT k.job_run_id FROM job_runs k WHERE k.job_id = :id AND k.start_time >= :previous_from AND substr(k.start_time, 1, 10) <= :to)
  GROUP BY x.parent_id
) e ON e.parent_id = r.job_run_id
WHERE r.job_id = :id AND r.start_time >= :previous_from AND substr(r.start_time, 1, 10) <= :to
ORDER BY r.start_time, r.job_run_id
