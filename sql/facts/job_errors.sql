-- The failed runs of jobs by message, with all their usage, and how many of them lost a spot machine. Runs count by start day.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), failed AS (
  SELECT r.job_run_id, r.job_id, r.error_summary
  FROM job_runs r JOIN picked p ON p.job_id = r.job_id
  WHERE r.run_status = 'FAILED' AND r.start_time >= :from AND substr(r.start_time, 1, 10) <= :to
), priced AS (
  SELECT f.job_run_id, SUM(CAST(ROUND(COALESCE(u.total_cost, 0) * 1000000) AS INTEGER)) AS micros
  FROM failed f JOIN compute_usage u ON u.parent_id = f.job_run_id
  GROUP BY f.job_run_id
)
SELECT f.job_id, f.error_summary, COUNT(*) AS runs, COALESCE(SUM(c.micros), 0) AS micros,
       SUM(CASE WHEN EXISTS (SELECT 1 FROM compute_usage x JOIN events v ON v.compute_usage_id = x.compute_usage_id
                             WHERE x.parent_id = f.job_run_id AND v.event_type = 'SPOT_EVICTION') THEN 1 ELSE 0 END) AS evicted_runs
FROM failed f LEFT JOIN priced c ON c.job_run_id = f.job_run_id
GROUP BY f.job_id, f.error_summary
ORDER BY f.job_id, f.error_summary
