-- Queries on one warehouse per hour in which any started, in the period and the one before.
SELECT substr(q.start_time, 1, 13) AS hour, COUNT(*) AS queries, SUM(q.duration_ms) AS duration_ms, COUNT(DISTINCT q.user_id) AS users
FROM sql_query_history q
WHERE q.parent_id = :id AND q.start_time >= :previous_from AND q.start_time < :to || 'Z'
GROUP BY 1
ORDER BY 1
