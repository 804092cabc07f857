-- On how many days one job ran since history_from, and on how many its configuration was changed in a way that can alter what a run uses
-- (not its name, tags, schedule, identity or notifications).
SELECT (SELECT COUNT(DISTINCT substr(r.start_time, 1, 10)) FROM job_runs r
        WHERE r.job_id = :id AND r.start_time >= :history_from AND substr(r.start_time, 1, 10) <= :to) AS days_ran,
       COUNT(DISTINCT substr(v.event_time, 1, 10)) AS days_changed
FROM events v
JOIN compute_usage x ON x.compute_usage_id = v.compute_usage_id
JOIN job_runs k ON k.job_run_id = x.parent_id
WHERE v.event_type = 'CONFIG_CHANGE' AND k.job_id = :id AND v.event_time >= :history_from AND substr(v.event_time, 1, 10) <= :to
  AND lower(COALESCE(v.details, '')) NOT LIKE 'run as %' AND lower(COALESCE(v.details, '')) NOT LIKE 'notification%'
  AND lower(COALESCE(v.details, '')) NOT LIKE 'tag %' AND lower(COALESCE(v.details, '')) NOT LIKE 'schedule%'
  AND lower(COALESCE(v.details, '')) NOT LIKE 'name %' AND lower(COALESCE(v.details, '')) NOT LIKE 'description%'
