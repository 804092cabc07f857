-- Who and what a job is.
SELECT j.job_id, j.job_name, j.description, j.workspace_id, w.workspace_name, w.workspace_url,
       o.department, o.department_source, o.owner, o.owner_source, u.name AS owner_name,
       j.schedule_cron, j.schedule_timezone,
       (SELECT COUNT(*) FROM jobs k WHERE k.job_name = j.job_name) AS same_name,
       (SELECT COUNT(*) FROM job_dependencies d WHERE d.depends_on_job_id = j.job_id) AS downstream_jobs,
       (SELECT COUNT(*) FROM job_dependencies d WHERE d.job_id = j.job_id) AS upstream_jobs
FROM jobs j
LEFT JOIN workspace w ON w.workspace_id = j.workspace_id
LEFT JOIN job_ownership o ON o.job_id = j.job_id
LEFT JOIN users_lookup u ON u.user_id = o.owner
WHERE j.job_id = :id
