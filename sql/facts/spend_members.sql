-- What every job, warehouse, cluster or product cost in the period and in the one before, with the filters of the report.
-- The subject '' is usage whose job is unknown.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
)
SELECT m.parent_type, m.subject_id, COALESCE(j.job_name, n.compute_name) AS name, w.workspace_name, m.cost_micros, m.previous_cost_micros,
       m.spot_micros, m.previous_spot_micros, m.dbu_micros, m.previous_dbu_micros, m.days, m.previous_days
FROM (
  SELECT c.parent_type, CASE WHEN c.parent_type = 'JOB_RUN' THEN COALESCE(k.job_id, '') ELSE c.subject_id END AS subject_id,
         SUM(CASE WHEN c.usage_date >= :from THEN c.cost_micros ELSE 0 END) AS cost_micros,
         SUM(CASE WHEN c.usage_date < :from THEN c.cost_micros ELSE 0 END) AS previous_cost_micros,
         SUM(CASE WHEN c.usage_date >= :from THEN c.spot_cost_micros ELSE 0 END) AS spot_micros,
         SUM(CASE WHEN c.usage_date < :from THEN c.spot_cost_micros ELSE 0 END) AS previous_spot_micros,
         SUM(CASE WHEN c.usage_date >= :from THEN c.dbu_micros ELSE 0 END) AS dbu_micros,
         SUM(CASE WHEN c.usage_date < :from THEN c.dbu_micros ELSE 0 END) AS previous_dbu_micros,
         COUNT(DISTINCT CASE WHEN c.usage_date >= :from THEN c.usage_date END) AS days,
         COUNT(DISTINCT CASE WHEN c.usage_date < :from THEN c.usage_date END) AS previous_days
  FROM daily_cost_rollup c
  LEFT JOIN jobs k ON c.parent_type = 'JOB_RUN' AND k.job_id = c.subject_id
  LEFT JOIN picked p ON p.job_id = k.job_id
  LEFT JOIN non_job_compute x ON c.parent_type <> 'JOB_RUN' AND x.compute_id = c.subject_id
  WHERE c.usage_date >= :previous_from AND c.usage_date <= :to
    AND (:unattributed = 1 OR p.job_id IS NOT NULL
         OR (c.parent_type <> 'JOB_RUN' AND :department IS NULL AND :tag IS NULL AND :job IS NULL
             AND COALESCE(x.workspace_id, substr(c.subject_id, 1, instr(c.subject_id, ':') - 1)) = :workspace))
  GROUP BY 1, 2
) m
LEFT JOIN jobs j ON m.parent_type = 'JOB_RUN' AND j.job_id = m.subject_id
LEFT JOIN non_job_compute n ON m.parent_type <> 'JOB_RUN' AND n.compute_id = m.subject_id
LEFT JOIN workspace w ON w.workspace_id = COALESCE(j.workspace_id, n.workspace_id, substr(m.subject_id, 1, instr(m.subject_id, ':') - 1))
ORDER BY m.cost_micros DESC, m.parent_type, m.subject_id
