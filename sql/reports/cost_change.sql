-- What made the cost of each job, warehouse, cluster and product change? One row per thing and SKU with usage in the period or in the
-- one before; whose job is unknown is the subject ''. DBUs are those of days of a SKU on which something had a price, so that a price
-- per DBU is one. Days and runs are of the thing as a whole, repeated on each of its rows: summed once per thing. unpriced_dbu_micros
-- and unpriced_mixed_rows as in job_cost.
-- most_retries is 0 where the data do not say which run repeats another.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), scoped AS (
  SELECT c.parent_type, CASE WHEN c.parent_type = 'JOB_RUN' THEN COALESCE(k.job_id, '') ELSE c.subject_id END AS subject_id,
         c.compute_sku, c.usage_date, CASE WHEN c.usage_date >= :from THEN 1 ELSE 0 END AS is_now, c.cost_micros,
         CASE WHEN c.unpriced_rows = c.usage_rows THEN 0 ELSE c.dbu_micros END AS priced_micros,
         c.unpriced_rows,
         CASE WHEN c.unpriced_rows > 0 AND c.unpriced_rows = c.usage_rows THEN c.dbu_micros ELSE 0 END AS unpriced_dbu_micros,
         CASE WHEN c.unpriced_rows < c.usage_rows THEN c.unpriced_rows ELSE 0 END AS unpriced_mixed_rows
  FROM daily_cost_rollup c
  LEFT JOIN jobs k ON c.parent_type = 'JOB_RUN' AND k.job_id = c.subject_id
  LEFT JOIN picked p ON p.job_id = k.job_id
  LEFT JOIN non_job_compute n ON c.parent_type <> 'JOB_RUN' AND n.compute_id = c.subject_id
  WHERE c.usage_date >= :previous_from AND c.usage_date <= :to
    AND (:unattributed = 1 OR p.job_id IS NOT NULL
         OR (c.parent_type <> 'JOB_RUN' AND :department IS NULL AND :tag IS NULL AND :job IS NULL
             AND COALESCE(n.workspace_id, substr(c.subject_id, 1, instr(c.subject_id, ':') - 1)) = :workspace))
), things AS (
  SELECT s.parent_type, s.subject_id,
         COUNT(DISTINCT CASE WHEN s.is_now = 1 THEN s.usage_date END) AS days,
         COUNT(DISTINCT CASE WHEN s.is_now = 0 THEN s.usage_date END) AS previous_days
  FROM scoped s
  GROUP BY s.parent_type, s.subject_id
), uses AS (
  SELECT s.parent_type, s.subject_id, s.compute_sku,
         SUM(s.is_now * s.cost_micros) AS cost_micros, SUM((1 - s.is_now) * s.cost_micros) AS previous_cost_micros,
         SUM(s.is_now * s.priced_micros) AS dbu_micros, SUM((1 - s.is_now) * s.priced_micros) AS previous_dbu_micros,
         SUM(s.unpriced_rows) AS unpriced_rows, SUM(s.unpriced_dbu_micros) AS unpriced_dbu_micros,
         SUM(s.unpriced_mixed_rows) AS unpriced_mixed_rows
  FROM scoped s
  GROUP BY s.parent_type, s.subject_id, s.compute_sku
), runs AS (
  SELECT r.job_id,
         SUM(CASE WHEN r.start_date >= :from THEN r.success_runs + r.failed_runs ELSE 0 END) AS finished_runs,
         SUM(CASE WHEN r.start_date < :from THEN r.success_runs + r.failed_runs ELSE 0 END) AS previous_finished_runs,
         SUM(CASE WHEN r.start_date >= :from THEN r.retry_runs ELSE 0 END) AS retry_runs,
         SUM(CASE WHEN r.start_date < :from THEN r.retry_runs ELSE 0 END) AS previous_retry_runs,
         SUM(CASE WHEN r.start_date >= :from THEN r.duration_ms ELSE 0 END) AS duration_ms,
         SUM(CASE WHEN r.start_date < :from THEN r.duration_ms ELSE 0 END) AS previous_duration_ms
  FROM daily_run_rollup r
  WHERE r.start_date >= :previous_from AND r.start_date <= :to
  GROUP BY r.job_id
)
SELECT u.parent_type, u.subject_id, COALESCE(j.job_name, n.compute_name) AS name, w.workspace_name, u.compute_sku,
       u.cost_micros, u.previous_cost_micros, u.dbu_micros, u.previous_dbu_micros,
       u.unpriced_rows, u.unpriced_dbu_micros, u.unpriced_mixed_rows, t.days, t.previous_days,
       COALESCE(r.finished_runs, 0) AS finished_runs, COALESCE(r.previous_finished_runs, 0) AS previous_finished_runs,
       COALESCE(r.retry_runs, 0) AS retry_runs, COALESCE(r.previous_retry_runs, 0) AS previous_retry_runs,
       COALESCE(r.duration_ms, 0) AS duration_ms, COALESCE(r.previous_duration_ms, 0) AS previous_duration_ms,
       (SELECT COALESCE(MAX(x.retry_runs), 0) FROM daily_run_rollup x) AS most_retries
FROM uses u
JOIN things t ON t.parent_type = u.parent_type AND t.subject_id = u.subject_id
LEFT JOIN runs r ON u.parent_type = 'JOB_RUN' AND u.subject_id <> '' AND r.job_id = u.subject_id
LEFT JOIN jobs j ON u.parent_type = 'JOB_RUN' AND j.job_id = u.subject_id
LEFT JOIN non_job_compute n ON u.parent_type <> 'JOB_RUN' AND n.compute_id = u.subject_id
LEFT JOIN workspace w ON w.workspace_id = COALESCE(j.workspace_id, n.workspace_id, substr(u.subject_id, 1, instr(u.subject_id, ':') - 1))
ORDER BY u.parent_type, u.subject_id, u.compute_sku
