-- How many queries did one warehouse or cluster answer in these days, and how long did they run in all?
SELECT COUNT(*) AS queries, COALESCE(SUM(q.duration_ms), 0) AS duration_ms
FROM sql_query_history q
WHERE q.parent_id = :id AND q.start_time >= :from AND substr(q.start_time, 1, 10) <= :to
