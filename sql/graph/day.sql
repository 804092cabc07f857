-- What jobs, warehouses, clusters and products cost per day, and how often runs of a job failed: from the daily sums.
WITH days AS (
  SELECT CASE c.parent_type WHEN 'JOB_RUN' THEN 'job' WHEN 'SQL_WAREHOUSE' THEN 'warehouse' WHEN 'APC_CLUSTER' THEN 'cluster' ELSE 'product' END AS type,
         c.subject_id AS key, c.usage_date AS day, SUM(c.cost_micros) AS cost_micros, NULL AS failed_runs
  FROM daily_cost_rollup c GROUP BY 1, 2, 3
  UNION ALL
  SELECT 'job', r.job_id, r.start_date, NULL, r.failed_runs FROM daily_run_rollup r
)
SELECT d.type, d.key, d.day, SUM(d.cost_micros) AS cost_micros, SUM(d.failed_runs) AS failed_runs
FROM days d GROUP BY d.type, d.key, d.day
