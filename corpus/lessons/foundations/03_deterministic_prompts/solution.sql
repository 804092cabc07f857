-- The three dearest usage rows and the rest as one: whole millionths of a dollar, ties by id, rows without a price counted.
WITH ranked AS (
  SELECT compute_usage_id, total_cost, CAST(ROUND(COALESCE(total_cost, 0) * 1000000) AS INTEGER) AS micros,
         ROW_NUMBER() OVER (ORDER BY COALESCE(total_cost, 0) DESC, compute_usage_id) AS place
  FROM compute_usage
  WHERE usage_date >= :from AND usage_date <= :to
)
SELECT CASE WHEN place <= 3 THEN compute_usage_id ELSE 'rest' END AS what, COUNT(*) AS how_many,
       SUM(micros) AS cost_micros, SUM(total_cost IS NULL) AS unpriced
FROM ranked
GROUP BY 1
ORDER BY MIN(place)
