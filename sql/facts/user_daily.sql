-- Cost per day of the jobs a person owns, as far back as the trend looks.
SELECT c.usage_date AS day, SUM(c.cost_micros) AS cost_micros
FROM job_ownership o JOIN daily_cost_rollup c ON c.parent_type = 'JOB_RUN' AND c.subject_id = o.job_id
WHERE o.owner = :id AND c.usage_date >= :history_from AND c.usage_date <= :to
GROUP BY c.usage_date
ORDER BY c.usage_date
