-- Everything that stands still when the job :id does not finish: job_id, job_name and steps (how far behind), nearer first.
-- A row of job_dependencies says that job_id waits for depends_on_job_id.
-- This first try sees one step. Ask what is missing: npm run -s lesson -- 02
SELECT d.job_id, j.job_name, 1 AS steps
FROM job_dependencies d
JOIN jobs j ON j.job_id = d.job_id
WHERE d.depends_on_job_id = :id
ORDER BY d.job_id
