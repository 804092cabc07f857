-- The usage rows of one run, the most expensive first.
SELECT 'was billed as' AS edge, :ref AS from_ref, NULL AS from_name, 'usage:' || x.compute_usage_id AS to_ref, x.compute_sku AS to_name,
       CAST(ROUND(COALESCE(x.total_cost, 0) * 1000000) AS INTEGER) AS score,
       CASE WHEN x.total_cost IS NULL THEN NULL ELSE CAST(ROUND(x.total_cost * 1000000) AS INTEGER) END AS cost_micros,
       NULL AS duration_ms, x.usage_date AS happened_at, NULL AS how_many, NULL AS unit, x.cluster_instance_type AS detail,
       COUNT(*) OVER () AS all_count, SUM(CAST(ROUND(COALESCE(x.total_cost, 0) * 1000000) AS INTEGER)) OVER () AS all_cost_micros, NULL AS rest_median_ms
FROM compute_usage x
WHERE x.parent_id = :id
ORDER BY score DESC, x.compute_usage_id
LIMIT :quota
