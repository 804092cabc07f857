-- The days with cost, up to ninety back, or with runs, of the jobs that had neither since :quiet_since: whether they ended is judged
-- from their pauses.
WITH active AS (
  SELECT c.subject_id AS job_id, c.usage_date AS day
  FROM daily_cost_rollup c
  WHERE c.parent_type = 'JOB_RUN' AND c.usage_date > :history_from AND c.usage_date <= :to AND (:job IS NULL OR c.subject_id = :job)
  GROUP BY c.subject_id, c.usage_date
  HAVING SUM(c.cost_micros) > 0
  UNION
  SELECT r.job_id, r.start_date
  FROM daily_run_rollup r
  WHERE r.start_date >= :previous_from AND r.start_date <= :to AND (:job IS NULL OR r.job_id = :job)
), quiet AS (
  SELECT a.job_id FROM active a GROUP BY a.job_id HAVING MAX(a.day) < :quiet_since
)
SELECT a.job_id, a.day
FROM active a JOIN quiet q ON q.job_id = a.job_id
ORDER BY a.job_id, a.day
