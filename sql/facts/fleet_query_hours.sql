-- Hours of the period in which a query started, of the warehouses that ever had auto-stop off: only their idle hours are asked for.
SELECT h.parent_id AS compute_id, substr(h.start_time, 1, 13) AS hour
FROM sql_query_history h
WHERE h.start_time >= :from AND substr(h.start_time, 1, 10) <= :to
  AND h.parent_id IN (SELECT k.compute_id FROM compute_config k WHERE k.auto_stop_mins = 0)
GROUP BY h.parent_id, substr(h.start_time, 1, 13)
ORDER BY h.parent_id, substr(h.start_time, 1, 13)
