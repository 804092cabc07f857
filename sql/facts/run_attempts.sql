-- The other attempts of the same work: the run this one repeats, and the runs that repeat this one.
SELECT r.job_run_id, r.start_time, r.run_status,
       CASE WHEN r.retry_of_run_id = :id THEN 'later' ELSE 'earlier' END AS direction
FROM job_runs r
WHERE r.retry_of_run_id = :id OR r.job_run_id = (SELECT k.retry_of_run_id FROM job_runs k WHERE k.job_run_id = :id)
ORDER BY r.start_time, r.job_run_id
