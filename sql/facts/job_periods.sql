-- Cost of one job in the period and in the equally long one before, by SKU. Priced DBUs are those of days
-- of a SKU on which something had a price.
SELECT CASE WHEN c.usage_date >= :from THEN 'current' ELSE 'previous' END AS period, c.compute_sku,
       SUM(c.cost_micros) AS cost_micros, SUM(c.spot_cost_micros) AS spot_cost_micros, SUM(c.dbu_micros) AS dbu_micros,
       SUM(CASE WHEN c.unpriced_rows = c.usage_rows THEN 0 ELSE c.dbu_micros END) AS priced_dbu_micros,
       SUM(c.unpriced_rows) AS unpriced_rows, SUM(c.cpu_micros) AS cpu_micros, SUM(c.cpu_rows) AS cpu_rows
FROM daily_cost_rollup c
WHERE c.parent_type = 'JOB_RUN' AND c.subject_id = :id AND c.usage_date >= :previous_from AND c.usage_date <= :to
GROUP BY 1, 2
ORDER BY 1, 2
