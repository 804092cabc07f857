-- Cost and DBUs per day of the warehouses a person used, in the period and the one before.
SELECT c.subject_id AS compute_id, c.usage_date AS day, SUM(c.cost_micros) AS cost_micros, SUM(c.dbu_micros) AS dbu_micros
FROM daily_cost_rollup c
WHERE c.parent_type = 'SQL_WAREHOUSE' AND c.usage_date >= :previous_from AND c.usage_date <= :to
  AND c.subject_id IN (SELECT q.parent_id FROM sql_query_history q
                       WHERE q.user_id = :id AND q.start_time >= :previous_from AND q.start_time < :to || 'Z')
GROUP BY c.subject_id, c.usage_date
ORDER BY c.subject_id, c.usage_date
