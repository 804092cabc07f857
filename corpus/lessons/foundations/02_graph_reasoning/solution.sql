-- Everything behind one job. UNION drops a row that was seen; the number of steps is bounded, because a ring has ever new ones.
WITH RECURSIVE behind (job_id, steps) AS (
  SELECT job_id, 1 FROM job_dependencies WHERE depends_on_job_id = :id
  UNION
  SELECT d.job_id, b.steps + 1
  FROM behind b
  JOIN job_dependencies d ON d.depends_on_job_id = b.job_id
  WHERE b.steps < 20
)
SELECT b.job_id, j.job_name, MIN(b.steps) AS steps
FROM behind b
LEFT JOIN jobs j ON j.job_id = b.job_id
WHERE b.job_id <> :id
GROUP BY b.job_id, j.job_name
ORDER BY steps, b.job_id
