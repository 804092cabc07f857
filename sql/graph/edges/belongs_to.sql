-- A job or a person belongs to a department.
SELECT 'job' AS source_type, o.job_id AS source_key, 'department' AS target_type, o.department AS target_key,
       '' AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, o.department_source AS detail
FROM job_ownership o
UNION ALL
SELECT 'user', u.user_id, 'department', u.department, '', 1, NULL, NULL, 0, NULL FROM users_lookup u
