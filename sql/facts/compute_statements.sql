-- The statements that took most time on one warehouse in the period, equal texts together.
SELECT MIN(q.query_id) AS query_id, substr(q.sql_text, 1, 400) AS sql_text, COUNT(*) AS times, SUM(q.duration_ms) AS duration_ms,
       COUNT(DISTINCT q.user_id) AS users, COUNT(q.error_message) AS failed
FROM sql_query_history q
WHERE q.parent_id = :id AND q.start_time >= :from AND q.start_time < :to || 'Z' AND q.sql_text IS NOT NULL
GROUP BY q.sql_text
ORDER BY 4 DESC, 1
LIMIT 5
