-- Why queries failed on one warehouse, by message, in the period and the one before.
SELECT CASE WHEN q.start_time >= :from THEN 'current' ELSE 'previous' END AS period, q.error_message,
       COUNT(*) AS times, SUM(q.duration_ms) AS duration_ms, COUNT(DISTINCT q.user_id) AS users
FROM sql_query_history q
WHERE q.parent_id = :id AND q.start_time >= :previous_from AND q.start_time < :to || 'Z' AND q.error_message IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 3 DESC, 2
