-- What the machines of one warehouse or cluster reported per day of the period; NULL where nothing is measured.
SELECT u.usage_date AS day, MAX(u.avg_cpu_utilization) AS cpu, MAX(u.avg_memory_gb) AS memory_gb,
       MAX(u.peak_concurrent_users) AS peak_users, MAX(u.cluster_instance_type) AS instance_type
FROM compute_usage u
WHERE u.parent_id = :id AND u.parent_type = :kind AND u.usage_date >= :from AND u.usage_date <= :to
GROUP BY u.usage_date
ORDER BY u.usage_date
