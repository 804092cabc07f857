-- Jobs one step up and down in the dependencies, with their cost and failures in the period, and failures in the one before.
SELECT n.direction, n.job_id, j.job_name, o.department, o.owner, l.name AS owner_name,
       COALESCE(c.cost_micros, 0) AS cost_micros, COALESCE(r.failed_runs, 0) AS failed_runs,
       COALESCE(r.previous_failed_runs, 0) AS previous_failed_runs
FROM (
  SELECT 'downstream' AS direction, d.job_id FROM job_dependencies d WHERE d.depends_on_job_id = :id
  UNION SELECT 'upstream', d.depends_on_job_id FROM job_dependencies d WHERE d.job_id = :id
) n
LEFT JOIN jobs j ON j.job_id = n.job_id
LEFT JOIN job_ownership o ON o.job_id = n.job_id
LEFT JOIN users_lookup l ON l.user_id = o.owner
LEFT JOIN (SELECT subject_id, SUM(cost_micros) AS cost_micros FROM daily_cost_rollup
           WHERE parent_type = 'JOB_RUN' AND usage_date >= :from AND usage_date <= :to GROUP BY subject_id) c ON c.subject_id = n.job_id
LEFT JOIN (SELECT job_id, SUM(CASE WHEN start_date >= :from THEN failed_runs ELSE 0 END) AS failed_runs,
                  SUM(CASE WHEN start_date < :from THEN failed_runs ELSE 0 END) AS previous_failed_runs
           FROM daily_run_rollup WHERE start_date >= :previous_from AND start_date <= :to GROUP BY job_id) r ON r.job_id = n.job_id
ORDER BY n.direction, cost_micros DESC, n.job_id
