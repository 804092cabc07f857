-- Whether any query is recorded at all.
SELECT COUNT(*) AS recorded FROM (SELECT 1 FROM sql_query_history LIMIT 1) h
