-- All departments that own jobs or have users, for filters.
SELECT DISTINCT department AS id, department AS name FROM (
  SELECT department FROM job_ownership UNION SELECT department FROM users_lookup
) d WHERE department IS NOT NULL AND department <> '' ORDER BY department
