-- Clusters that lived for runs of jobs.
SELECT DISTINCT 'job_cluster' AS type, x.cluster_id AS key, NULL AS name FROM compute_usage x
WHERE x.parent_type = 'JOB_RUN' AND x.cluster_id NOT IN (SELECT n.compute_id FROM non_job_compute n WHERE n.compute_id IS NOT NULL)
