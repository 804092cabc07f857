-- DBUs of every warehouse, or every cluster, per day of the period and the one before.
SELECT c.subject_id AS compute_id, c.usage_date AS day, SUM(c.dbu_micros) AS dbu_micros
FROM daily_cost_rollup c
WHERE c.parent_type = :kind AND c.usage_date >= :previous_from AND c.usage_date <= :to
GROUP BY c.subject_id, c.usage_date
ORDER BY c.subject_id, c.usage_date
