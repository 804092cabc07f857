-- Cost, DBUs and utilization per day, subject and SKU, for the days listed in rollup_days. A run's spot cost is its cost times its spot ratio;
-- a run without a ratio counts as on-demand. Usage whose run is unknown has the subject ''.
INSERT INTO daily_cost_rollup
SELECT u.usage_date, COALESCE(u.parent_type, 'OTHER'),
       CASE WHEN u.parent_type = 'JOB_RUN' THEN COALESCE(r.job_id, '') ELSE COALESCE(u.parent_id, '') END,
       COALESCE(u.compute_sku, ''),
       SUM(CAST(ROUND(COALESCE(u.total_cost, 0) * 1000000) AS INTEGER)),
       SUM(CAST(ROUND(COALESCE(u.total_cost * r.spot_ratio, 0) * 1000000) AS INTEGER)),
       SUM(CAST(ROUND(COALESCE(u.dbus_consumed, 0) * 1000000) AS INTEGER)),
       SUM(CASE WHEN u.total_cost IS NULL THEN 1 ELSE 0 END),
       COUNT(*),
       SUM(CAST(ROUND(COALESCE(u.avg_cpu_utilization, 0) * 1000000) AS INTEGER)),
       COUNT(u.avg_cpu_utilization)
FROM rollup_days d
JOIN compute_usage u ON u.usage_date = d.day
LEFT JOIN job_runs r ON u.parent_type = 'JOB_RUN' AND r.job_run_id = u.parent_id
GROUP BY 1, 2, 3, 4
