-- What did a DBU of each SKU cost in these days? Only rows whose every usage row is priced count.
SELECT c.parent_type, c.compute_sku, SUM(c.cost_micros) AS cost_micros, SUM(c.dbu_micros) AS dbu_micros
FROM daily_cost_rollup c
WHERE c.usage_date >= :from AND c.usage_date <= :to AND c.unpriced_rows = 0 AND c.dbu_micros > 0
GROUP BY c.parent_type, c.compute_sku
ORDER BY c.parent_type, c.compute_sku
