-- Cost of every type of compute per day and SKU, as far back as the trend looks, with the filters of the report.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
)
SELECT CASE WHEN c.parent_type IN ('JOB_RUN', 'SQL_WAREHOUSE', 'APC_CLUSTER') THEN c.parent_type ELSE 'OTHER' END AS compute_type,
       c.usage_date AS day, c.compute_sku, SUM(c.cost_micros) AS cost_micros, SUM(c.dbu_micros) AS dbu_micros,
       SUM(c.unpriced_rows) AS unpriced_rows,
       SUM(CASE WHEN c.unpriced_rows > 0 AND c.unpriced_rows = c.usage_rows THEN c.dbu_micros ELSE 0 END) AS unpriced_dbu_micros,
       SUM(CASE WHEN c.unpriced_rows < c.usage_rows THEN c.unpriced_rows ELSE 0 END) AS unpriced_mixed_rows,
       SUM(c.cpu_micros) AS cpu_micros, SUM(c.cpu_rows) AS cpu_rows
FROM daily_cost_rollup c
LEFT JOIN picked p ON c.parent_type = 'JOB_RUN' AND p.job_id = c.subject_id
LEFT JOIN non_job_compute n ON c.parent_type <> 'JOB_RUN' AND n.compute_id = c.subject_id
WHERE c.usage_date >= :history_from AND c.usage_date <= :to
  AND (:unattributed = 1 OR p.job_id IS NOT NULL
       OR (c.parent_type <> 'JOB_RUN' AND :department IS NULL AND :tag IS NULL AND :job IS NULL
           AND COALESCE(n.workspace_id, substr(c.subject_id, 1, instr(c.subject_id, ':') - 1)) = :workspace))
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
