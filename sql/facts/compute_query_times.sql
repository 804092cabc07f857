-- How long the queries of one warehouse took: median and 95th percentile (nearest rank), in the period and the one before.
WITH q AS (
  SELECT CASE WHEN h.start_time >= :from THEN 'current' ELSE 'previous' END AS period, h.duration_ms, h.error_message, h.user_id
  FROM sql_query_history h
  WHERE h.parent_id = :id AND h.start_time >= :previous_from AND h.start_time < :to || 'Z'
), totals AS (
  SELECT q.period, COUNT(*) AS queries, COUNT(q.duration_ms) AS timed, COUNT(q.error_message) AS failed, SUM(q.duration_ms) AS duration_ms,
         COUNT(DISTINCT q.user_id) AS users, MAX(q.duration_ms) AS longest_ms
  FROM q
  GROUP BY q.period
), ranked AS (
  SELECT q.period, q.duration_ms, ROW_NUMBER() OVER (PARTITION BY q.period ORDER BY q.duration_ms) AS n
  FROM q
  WHERE q.duration_ms IS NOT NULL
)
SELECT t.period, t.queries, t.failed, t.duration_ms, t.users,
       MIN(CASE WHEN r.n * 2 >= t.timed THEN r.duration_ms END) AS median_ms,
       MIN(CASE WHEN r.n * 100 >= t.timed * 95 THEN r.duration_ms END) AS p95_ms,
       t.longest_ms
FROM totals t LEFT JOIN ranked r ON r.period = t.period
GROUP BY t.period, t.queries, t.failed, t.duration_ms, t.users, t.longest_ms
ORDER BY t.period
