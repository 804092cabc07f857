-- What came seldom is compared with the last days it came on: up to four days before the period per subject of the period that had usage on
-- few days lately. A row without a day is a subject that never had any usage before.
WITH current_subjects AS (
  SELECT DISTINCT c.parent_type, c.subject_id
  FROM daily_cost_rollup c
  WHERE c.usage_date >= :from AND c.usage_date <= :to
), regular AS (
  SELECT c.parent_type, c.subject_id
  FROM daily_cost_rollup c
  WHERE c.usage_date >= :lately AND c.usage_date < :from
  GROUP BY c.parent_type, c.subject_id
  HAVING COUNT(DISTINCT c.usage_date) >= :regular_days
), seldom AS (
  SELECT s.parent_type, s.subject_id
  FROM current_subjects s
  LEFT JOIN regular g ON g.parent_type = s.parent_type AND g.subject_id = s.subject_id
  WHERE g.subject_id IS NULL
), days AS (
  SELECT c.parent_type, c.subject_id, c.usage_date, SUM(c.cost_micros) AS cost_micros,
         ROW_NUMBER() OVER (PARTITION BY c.parent_type, c.subject_id ORDER BY c.usage_date DESC) AS n
  FROM daily_cost_rollup c
  JOIN seldom s ON s.parent_type = c.parent_type AND s.subject_id = c.subject_id
  WHERE c.usage_date < :from
  GROUP BY c.parent_type, c.subject_id, c.usage_date
)
SELECT s.parent_type, s.subject_id, d.usage_date AS day, d.cost_micros
FROM seldom s
LEFT JOIN days d ON d.parent_type = s.parent_type AND d.subject_id = s.subject_id AND d.n <= 4
ORDER BY s.parent_type, s.subject_id, d.usage_date DESC
