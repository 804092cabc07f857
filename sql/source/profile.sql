-- The last complete day (the newest usage date unless sync_state marks it incomplete), the first day, and how money was priced.
SELECT (SELECT MAX(c.usage_date) FROM daily_cost_rollup c
        WHERE NOT EXISTS (SELECT 1 FROM sync_state s WHERE s.usage_date = c.usage_date AND s.is_complete = 0)) AS as_of,
       (SELECT MIN(c.usage_date) FROM daily_cost_rollup c) AS first_day,
       (SELECT MIN(b.description) FROM cost_basis b) AS cost_basis
