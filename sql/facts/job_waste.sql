-- What the savings of jobs are computed from, one row per known job with cost in the period: cost, CPU, runs, sizes,
-- evictions; how long a run takes is told from ninety days, so that a stream is one over a single day too. Runs count by start day. For one job bind :job, for a report its filters.
WITH picked AS (
  SELECT j.job_id, j.job_name, j.workspace_id, j.schedule_cron
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), cost AS (
  SELECT d.subject_id AS job_id, SUM(d.cost_micros) AS cost_micros, SUM(d.spot_cost_micros) AS spot_micros,
         SUM(d.cpu_micros) AS cpu_micros, SUM(d.cpu_rows) AS cpu_rows
  FROM daily_cost_rollup d
  WHERE d.parent_type = 'JOB_RUN' AND d.usage_date >= :from AND d.usage_date <= :to
  GROUP BY d.subject_id
), ran AS (
  SELECT k.job_id,
         SUM(CASE WHEN k.start_date >= :from THEN k.total_runs ELSE 0 END) AS total_runs,
         SUM(CASE WHEN k.start_date >= :from THEN k.success_runs ELSE 0 END) AS success_runs,
         SUM(CASE WHEN k.start_date >= :from THEN k.failed_runs ELSE 0 END) AS failed_runs,
         SUM(k.duration_ms) AS duration_ms, SUM(k.duration_runs) AS duration_runs
  FROM daily_run_rollup k
  WHERE k.start_date > :history_from AND k.start_date <= :to
  GROUP BY k.job_id
), evicted AS (
  SELECT v.job_id, SUM(v.evictions) AS evictions
  FROM daily_eviction_rollup v
  WHERE v.event_date >= :from AND v.event_date <= :to
  GROUP BY v.job_id
), machines AS (
  SELECT x.job_id, x.worker_instance_type, COALESCE(x.max_nodes, x.fixed_nodes) AS workers,
         ROW_NUMBER() OVER (PARTITION BY x.job_id, CASE WHEN COALESCE(x.max_nodes, x.fixed_nodes) IS NULL THEN 1 ELSE 0 END
                            ORDER BY x.start_time DESC, x.job_run_id DESC) AS newest
  FROM job_runs x JOIN picked p ON p.job_id = x.job_id
  WHERE x.start_time >= :from AND substr(x.start_time, 1, 10) <= :to
), latest AS (
  SELECT m.job_id, m.workers FROM machines m WHERE m.newest = 1 AND m.workers IS NOT NULL
), sizes AS (
  SELECT m.job_id, MAX(CASE WHEN m.worker_instance_type IS NOT NULL THEN 1 ELSE 0 END) AS has_workers, MAX(l.workers) AS workers,
         COUNT(m.workers) AS sized_runs, SUM(CASE WHEN m.workers = l.workers THEN 1 ELSE 0 END) AS runs_as_latest
  FROM machines m LEFT JOIN latest l ON l.job_id = m.job_id
  GROUP BY m.job_id
)
SELECT c.job_id, p.job_name, w.workspace_name, p.schedule_cron, c.cost_micros, c.spot_micros, c.cpu_micros, c.cpu_rows,
       COALESCE(r.total_runs, 0) AS total_runs, COALESCE(r.success_runs, 0) AS success_runs, COALESCE(r.failed_runs, 0) AS failed_runs,
       COALESCE(r.duration_ms, 0) AS duration_ms, COALESCE(r.duration_runs, 0) AS duration_runs,
       COALESCE(e.evictions, 0) AS evictions,
       COALESCE(s.has_workers, 0) AS has_workers, s.workers, COALESCE(s.sized_runs, 0) AS sized_runs,
       COALESCE(s.runs_as_latest, 0) AS runs_as_latest
FROM cost c
JOIN picked p ON p.job_id = c.job_id
LEFT JOIN workspace w ON w.workspace_id = p.workspace_id
LEFT JOIN ran r ON r.job_id = c.job_id
LEFT JOIN evicted e ON e.job_id = c.job_id
LEFT JOIN sizes s ON s.job_id = c.job_id
ORDER BY c.cost_micros DESC, c.job_id
