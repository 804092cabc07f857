-- Kinds of machines and pools that runs name.
SELECT DISTINCT 'instance_type' AS type, r.worker_instance_type AS key, r.worker_instance_type AS name FROM job_runs r
UNION ALL SELECT DISTINCT 'instance_type', r.driver_instance_type, r.driver_instance_type FROM job_runs r
UNION ALL SELECT DISTINCT 'pool', r.instance_pool_id, NULL FROM job_runs r
