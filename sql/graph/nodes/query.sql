-- Statements as they were run.
SELECT 'query' AS type, q.query_id AS key, NULL AS name FROM sql_query_history q
