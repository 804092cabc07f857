-- The runs of the same job in the thirty days up to this run, this one included, with cost and evictions.
SELECT r.job_run_id, r.start_time, r.duration_ms, r.run_status, r.error_summary, r.max_nodes, r.fixed_nodes, r.spot_ratio, r.retry_of_run_id,
       u.cost_micros, u.dbu_micros, u.cpu, COALESCE(e.evictions, 0) AS evictions
FROM job_runs r
LEFT JOIN (
  SELECT x.parent_id, SUM(CAST(ROUND(COALESCE(x.total_cost, 0) * 1000000) AS INTEGER)) AS cost_micros,
         SUM(CAST(ROUND(COALESCE(x.dbus_consumed, 0) * 1000000) AS INTEGER)) AS dbu_micros, MAX(x.avg_cpu_utilization) AS cpu
  FROM compute_usage x
  WHERE x.parent_id IN (SELECT k.job_run_id FROM job_runs k WHERE k.job_id = :job AND k.start_time >= :since AND k.start_time <= :until)
  GROUP BY x.parent_id
) u ON u.parent_id = r.job_run_id
LEFT JOIN (
  SELECT x.parent_id, COUNT(*) AS evictions
  FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id
  WHERE v.event_type = 'SPOT_EVICTION'
    AND x.parent_id IN (SELECT k.job_run_id FROM job_runs k WHERE k.job_id = :job AND k.start_time >= :since AND k.start_time <= :until)
  GROUP BY x.parent_id
) e ON e.parent_id = r.job_run_id
WHERE r.job_id = :job AND r.start_time >= :since AND r.start_time <= :until
ORDER BY r.start_time, r.job_run_id
