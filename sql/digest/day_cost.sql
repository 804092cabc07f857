-- What did each day cost, and how many of its usage rows have no price?
SELECT c.usage_date AS day, SUM(c.cost_micros) AS cost_micros, SUM(c.unpriced_rows) AS unpriced_rows
FROM daily_cost_rollup c
WHERE c.usage_date >= :from AND c.usage_date <= :to
GROUP BY c.usage_date
ORDER BY c.usage_date
