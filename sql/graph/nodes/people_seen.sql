-- People whom only queries and events name.
SELECT DISTINCT 'user' AS type, q.user_id AS key, NULL AS name FROM sql_query_history q
UNION ALL SELECT DISTINCT 'user', v.user_id, NULL FROM events v
