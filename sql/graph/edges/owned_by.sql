-- A job is owned by a person; the detail says how that is known.
SELECT 'job' AS source_type, o.job_id AS source_key, 'user' AS target_type, o.owner AS target_key,
       '' AS at, 1 AS n, NULL AS cost_micros, NULL AS duration_ms, 0 AS failed, o.owner_source AS detail
FROM job_ownership o
