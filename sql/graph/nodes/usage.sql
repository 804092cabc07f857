-- Usage rows, named by what was sold.
SELECT 'usage' AS type, x.compute_usage_id AS key, x.compute_sku AS name FROM compute_usage x
