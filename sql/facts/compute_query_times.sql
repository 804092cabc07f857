-- How long the queries of one warehouse took: median and 95th percentile (nearest rank), in the period and the one before.
WITH q AS (
  SELECT CASE WHEN substr(h.start_time, 1, 10) >= :from THEN 'current' ELSE 'previous' END AS period,
         h.query_id, h.duration_ms, h.error_message, h.user_id
  FROM sql_query_history h
  WHERE h.parent_id = :id AND h.start_time >= :previous_from AND substr(h.start_time, 1, 10) <= :to
), ranked AS (
  SELECT q.*, ROW_NUMBER() OVER (PARTITION BY q.period, CASE WHEN q.duration_ms IS NULL THEN 1 ELSE 0 END ORDER BY q.duration_ms, q.query_id) AS n,
         COUNT(q.duration_ms) OVER (PARTITION BY q.period) AS m
  FROM q
)
SELECT r.period, COUNT(*) AS queries, COUNT(r.error_message) AS failed, SUM(r.duration_ms) AS duration_ms, COUNT(DISTINCT r.user_id) AS users,
       MIN(CASE WHEN r.duration_ms IS NOT NULL AND r.n * 2 >= r.m THEN r.duration_ms END) AS median_ms,
       MIN(CASE WHEN r.duration_ms IS NOT NULL AND r.n * 100 >= r.m * 95 THEN r.duration_ms END) AS p95_ms,
       MAX(r.duration_ms) AS longest_ms
FROM ranked r
GROUP BY r.period
ORDER BY r.period
