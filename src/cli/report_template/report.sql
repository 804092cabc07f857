-- TODO: the question, as a person would ask it. One row per job with cost in the period, the most expensive first;
-- money in whole micro-dollars. Bound for every report: :from, :to, :previous_from, :workspace, :department, :tag, :job, :unattributed.
SELECT j.job_id, j.job_name, j.workspace_id,
       SUM(c.cost_micros) AS cost_micros,
       SUM(c.unpriced_rows) AS unpriced_rows
FROM daily_cost_rollup c
JOIN jobs j ON j.job_id = c.subject_id
LEFT JOIN job_ownership o ON o.job_id = j.job_id
WHERE c.parent_type = 'JOB_RUN' AND c.usage_date >= :from AND c.usage_date <= :to
  AND (:workspace IS NULL OR j.workspace_id = :workspace)
  AND (:department IS NULL OR o.department = :department)
  AND (:job IS NULL OR j.job_id = :job)
  AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
GROUP BY j.job_id, j.job_name, j.workspace_id
ORDER BY cost_micros DESC, j.job_id
