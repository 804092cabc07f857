-- Cost of one job per day, up to ninety days back from the end of the period.
SELECT c.usage_date AS day, SUM(c.cost_micros) AS cost_micros
FROM daily_cost_rollup c
WHERE c.parent_type = 'JOB_RUN' AND c.subject_id = :id AND c.usage_date > :history_from AND c.usage_date <= :to
GROUP BY c.usage_date
ORDER BY c.usage_date
