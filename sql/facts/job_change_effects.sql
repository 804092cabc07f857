-- Jobs whose configuration was changed in the period: the last change of each that can change what a run uses (not its name, tags,
-- schedule, identity or notifications), and the DBUs of the middle good run (nearest rank)
-- before and after it, with what the good runs after it cost per DBU.
WITH picked AS (
  SELECT j.job_id
  FROM jobs j LEFT JOIN job_ownership o ON o.job_id = j.job_id
  WHERE (:workspace IS NULL OR j.workspace_id = :workspace)
    AND (:department IS NULL OR o.department = :department)
    AND (:job IS NULL OR j.job_id = :job)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM job_tags t WHERE t.job_id = j.job_id AND t.tag_text = :tag))
), changes AS (
  SELECT r.job_id, v.event_id, v.event_time, v.details,
         ROW_NUMBER() OVER (PARTITION BY r.job_id ORDER BY v.event_time DESC, v.event_id DESC) AS newest
  FROM events v
  JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
  JOIN job_runs r ON r.job_run_id = x.parent_id
  JOIN picked p ON p.job_id = r.job_id
  WHERE v.event_type = 'CONFIG_CHANGE' AND v.event_time >= :from AND substr(v.event_time, 1, 10) <= :to
    AND lower(COALESCE(v.details, '')) NOT LIKE 'run as %' AND lower(COALESCE(v.details, '')) NOT LIKE 'notification%'
    AND lower(COALESCE(v.details, '')) NOT LIKE 'tag %' AND lower(COALESCE(v.details, '')) NOT LIKE 'schedule%'
    AND lower(COALESCE(v.details, '')) NOT LIKE 'name %' AND lower(COALESCE(v.details, '')) NOT LIKE 'description%'
), runs AS (
  SELECT c.job_id, r.job_run_id, CASE WHEN r.start_time >= c.event_time THEN 1 ELSE 0 END AS since,
         SUM(CAST(ROUND(u.dbus_consumed * 1000000) AS INTEGER)) AS dbu_micros, SUM(CAST(ROUND(u.total_cost * 1000000) AS INTEGER)) AS cost_micros
  FROM changes c
  JOIN job_runs r ON r.job_id = c.job_id
  JOIN compute_usage u ON u.parent_id = r.job_run_id
  WHERE c.newest = 1 AND r.run_status = 'SUCCESS' AND r.start_time >= :previous_from AND substr(r.start_time, 1, 10) <= :to
    AND u.dbus_consumed IS NOT NULL AND u.total_cost IS NOT NULL
  GROUP BY c.job_id, r.job_run_id, CASE WHEN r.start_time >= c.event_time THEN 1 ELSE 0 END
), ranked AS (
  SELECT s.job_id, s.since, s.dbu_micros, s.cost_micros,
         ROW_NUMBER() OVER (PARTITION BY s.job_id, s.since ORDER BY s.dbu_micros, s.job_run_id) AS n,
         COUNT(*) OVER (PARTITION BY s.job_id, s.since) AS m
  FROM runs s
), effects AS (
  SELECT k.job_id,
         MIN(CASE WHEN k.since = 0 AND k.n * 2 >= k.m THEN k.dbu_micros END) AS dbu_before, SUM(1 - k.since) AS runs_before,
         MIN(CASE WHEN k.since = 1 AND k.n * 2 >= k.m THEN k.dbu_micros END) AS dbu_since, SUM(k.since) AS runs_since,
         SUM(k.since * k.dbu_micros) AS dbu_micros_since, SUM(k.since * k.cost_micros) AS cost_micros_since
  FROM ranked k
  GROUP BY k.job_id
)
SELECT c.job_id, c.event_id, c.event_time, c.details, COALESCE(e.runs_before, 0) AS runs_before, COALESCE(e.runs_since, 0) AS runs_since,
       e.dbu_before, e.dbu_since, COALESCE(e.dbu_micros_since, 0) AS dbu_micros_since, COALESCE(e.cost_micros_since, 0) AS cost_micros_since
FROM changes c LEFT JOIN effects e ON e.job_id = c.job_id
WHERE c.newest = 1
ORDER BY c.job_id
