-- All jobs with their workspace, for finding one by name.
SELECT j.job_id AS id, j.job_name AS name, w.workspace_name AS note
FROM jobs j LEFT JOIN workspace w ON w.workspace_id = j.workspace_id ORDER BY j.job_id
