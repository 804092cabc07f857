-- Queries per warehouse in the period and the one before; and of those of the period that have a time, how many took longer than :slow_ms.
SELECT h.parent_id AS compute_id, COUNT(*) AS queries,
       SUM(CASE WHEN substr(h.start_time, 1, 10) >= :from AND h.duration_ms IS NOT NULL THEN 1 ELSE 0 END) AS timed,
       SUM(CASE WHEN substr(h.start_time, 1, 10) >= :from AND h.duration_ms > :slow_ms THEN 1 ELSE 0 END) AS slow
FROM sql_query_history h
WHERE (:id IS NULL OR h.parent_id = :id) AND h.start_time >= :previous_from AND substr(h.start_time, 1, 10) <= :to
GROUP BY h.parent_id
ORDER BY h.parent_id
