-- Spot evictions of every job in the period and in the one before, with the filters of the report.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
)
SELECT e.job_id, SUM(CASE WHEN e.event_date >= :from THEN e.evictions ELSE 0 END) AS evictions,
       SUM(CASE WHEN e.event_date < :from THEN e.evictions ELSE 0 END) AS previous_evictions
FROM daily_eviction_rollup e JOIN picked p ON p.job_id = e.job_id
WHERE e.event_date >= :previous_from AND e.event_date <= :to
GROUP BY e.job_id
ORDER BY 2 DESC, e.job_id
