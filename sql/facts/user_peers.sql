-- Every person of the same department with the cost of the jobs they own in the period and in the one before, for ranks.
SELECT u.user_id, u.name, COALESCE(SUM(c.cost_micros), 0) AS job_micros, COALESCE(SUM(c.previous_cost_micros), 0) AS previous_job_micros
FROM users_lookup u
LEFT JOIN job_ownership o ON o.owner = u.user_id
LEFT JOIN (
  SELECT r.subject_id, SUM(CASE WHEN r.usage_date >= :from THEN r.cost_micros ELSE 0 END) AS cost_micros,
         SUM(CASE WHEN r.usage_date < :from THEN r.cost_micros ELSE 0 END) AS previous_cost_micros
  FROM daily_cost_rollup r
  WHERE r.parent_type = 'JOB_RUN' AND r.usage_date >= :previous_from AND r.usage_date <= :to
  GROUP BY r.subject_id
) c ON c.subject_id = o.job_id
WHERE u.department = :department
GROUP BY u.user_id, u.name
ORDER BY 3 DESC, u.user_id
