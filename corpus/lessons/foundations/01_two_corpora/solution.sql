-- Two rankings fused by reciprocal ranks: lists are stacked, not joined, so that one list is enough to be found.
WITH places AS (
  SELECT value AS passage, key + 1 AS place FROM json_each(:words)
  UNION ALL
  SELECT value, key + 1 FROM json_each(:meaning)
)
SELECT passage, ROUND(SUM(1.0 / (60 + place)), 6) AS score
FROM places
GROUP BY passage
ORDER BY score DESC, passage
