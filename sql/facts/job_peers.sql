-- All jobs with cost in the period, for ranks and medians: of the same department where it has one, and overall.
SELECT c.subject_id AS job_id, j.job_name, o.department, c.cost_micros, c.spot_cost_micros, c.dbu_micros,
       r.success_runs, r.failed_runs, r.duration_ms, r.duration_runs
FROM (
  SELECT subject_id, SUM(cost_micros) AS cost_micros, SUM(spot_cost_micros) AS spot_cost_micros, SUM(dbu_micros) AS dbu_micros
  FROM daily_cost_rollup WHERE parent_type = 'JOB_RUN' AND usage_date >= :from AND usage_date <= :to GROUP BY subject_id
) c
JOIN jobs j ON j.job_id = c.subject_id
LEFT JOIN job_ownership o ON o.job_id = c.subject_id
LEFT JOIN (
  SELECT job_id, SUM(success_runs) AS success_runs, SUM(failed_runs) AS failed_runs, SUM(duration_ms) AS duration_ms, SUM(duration_runs) AS duration_runs
  FROM daily_run_rollup WHERE start_date >= :from AND start_date <= :to GROUP BY job_id
) r ON r.job_id = c.subject_id
ORDER BY c.cost_micros DESC, c.subject_id
