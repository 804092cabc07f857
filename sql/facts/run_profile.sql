-- One run, its job, and where it ran.
SELECT r.job_run_id, r.job_id, j.job_name, w.workspace_name, w.workspace_url, r.start_time, r.end_time, r.duration_ms, r.run_status,
       r.error_summary, r.worker_instance_type, r.driver_instance_type, r.min_nodes, r.max_nodes, r.fixed_nodes,
       r.is_autoscaling_enabled, r.spot_ratio, r.retry_of_run_id, r.repairs
FROM job_runs r
LEFT JOIN jobs j ON j.job_id = r.job_id
LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
WHERE r.job_run_id = :id
