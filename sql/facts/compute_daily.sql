-- Cost, DBUs and utilization of one warehouse or cluster per day and SKU, as far back as the trend looks.
SELECT c.usage_date AS day, c.compute_sku, SUM(c.cost_micros) AS cost_micros, SUM(c.dbu_micros) AS dbu_micros,
       SUM(c.unpriced_rows) AS unpriced_rows, SUM(c.cpu_micros) AS cpu_micros, SUM(c.cpu_rows) AS cpu_rows
FROM daily_cost_rollup c
WHERE c.parent_type = :kind AND c.subject_id = :id AND c.usage_date >= :history_from AND c.usage_date <= :to
GROUP BY c.usage_date, c.compute_sku
ORDER BY c.usage_date, c.compute_sku
