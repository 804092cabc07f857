-- What was billed for one run.
SELECT u.compute_sku, SUM(CAST(ROUND(COALESCE(u.total_cost, 0) * 1000000) AS INTEGER)) AS cost_micros,
       SUM(CAST(ROUND(COALESCE(u.dbus_consumed, 0) * 1000000) AS INTEGER)) AS dbu_micros,
       SUM(CASE WHEN u.total_cost IS NULL THEN 1 ELSE 0 END) AS unpriced_rows
FROM compute_usage u WHERE u.parent_type = 'JOB_RUN' AND u.parent_id = :id
GROUP BY u.compute_sku
ORDER BY u.compute_sku
