-- The dearest usage rows of a period, for a context: what, how_many, cost_micros, unpriced.
-- The three dearest have a row each (how_many is 1); all others are one last row called 'rest'.
-- This first try reads well and differs from day to day. Ask why: npm run -s lesson -- 03
SELECT compute_usage_id AS what, 1 AS how_many, total_cost * 1000000 AS cost_micros, 0 AS unpriced
FROM compute_usage
WHERE usage_date >= :from AND usage_date <= :to
ORDER BY total_cost DESC
LIMIT 3
