-- What the failed runs of every job cost in the period, and how busy its machines were. Runs count by start day, with all their usage.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
)
SELECT c.job_id, j.job_name, w.workspace_name, c.cost_micros, c.spot_micros, c.cpu_micros, c.cpu_rows,
       COALESCE(r.total_runs, 0) AS total_runs, COALESCE(r.success_runs, 0) AS success_runs, COALESCE(r.failed_runs, 0) AS failed_runs,
       COALESCE(f.failed_micros, 0) AS failed_micros, COALESCE(f.memory_failures, 0) AS memory_failures, COALESCE(e.evictions, 0) AS evictions,
       CASE WHEN EXISTS (SELECT 1 FROM job_runs z WHERE z.job_id = c.job_id AND z.start_time >= :from AND substr(z.start_time, 1, 10) <= :to
                         AND z.worker_instance_type IS NOT NULL) THEN 1 ELSE 0 END AS has_workers
FROM (
  SELECT d.subject_id AS job_id, SUM(d.cost_micros) AS cost_micros, SUM(d.spot_cost_micros) AS spot_micros,
         SUM(d.cpu_micros) AS cpu_micros, SUM(d.cpu_rows) AS cpu_rows
  FROM daily_cost_rollup d
  WHERE d.parent_type = 'JOB_RUN' AND d.usage_date >= :from AND d.usage_date <= :to
  GROUP BY d.subject_id
) c
JOIN picked p ON p.job_id = c.job_id
JOIN jobs j ON j.job_id = c.job_id
LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
LEFT JOIN (
  SELECT k.job_id, SUM(k.total_runs) AS total_runs, SUM(k.success_runs) AS success_runs, SUM(k.failed_runs) AS failed_runs
  FROM daily_run_rollup k WHERE k.start_date >= :from AND k.start_date <= :to GROUP BY k.job_id
) r ON r.job_id = c.job_id
LEFT JOIN (
  SELECT x.job_id, SUM(CAST(ROUND(COALESCE(u.total_cost, 0) * 1000000) AS INTEGER)) AS failed_micros,
         COUNT(DISTINCT CASE WHEN lower(x.error_summary) LIKE '%outofmemory%' OR lower(x.error_summary) LIKE '%exit code is 137%'
                               OR lower(x.error_summary) LIKE '%heap space%' OR lower(x.error_summary) LIKE '%gc overhead%'
                             THEN x.job_run_id END) AS memory_failures
  FROM job_runs x LEFT JOIN compute_usage u ON u.parent_id = x.job_run_id
  WHERE x.run_status = 'FAILED' AND x.start_time >= :from AND substr(x.start_time, 1, 10) <= :to
  GROUP BY x.job_id
) f ON f.job_id = c.job_id
LEFT JOIN (
  SELECT v.job_id, SUM(v.evictions) AS evictions FROM daily_eviction_rollup v
  WHERE v.event_date >= :from AND v.event_date <= :to GROUP BY v.job_id
) e ON e.job_id = c.job_id
ORDER BY c.cost_micros DESC, c.job_id
