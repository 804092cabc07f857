-- Department and owner of every job, and how each was found. Department: tag "department", else a tag that names one, else none.
-- Owner: tag "owner", else the creator, else unowned.
INSERT INTO job_ownership
WITH departments AS (
  SELECT lower(department) AS lower_name, MIN(department) AS department
  FROM users_lookup WHERE department IS NOT NULL AND department <> '' GROUP BY 1
), tagged AS (
  SELECT t.job_id, COALESCE(d.department, t.tag_value) AS department,
         ROW_NUMBER() OVER (PARTITION BY t.job_id ORDER BY t.tag_value) AS n
  FROM job_tags t LEFT JOIN departments d ON d.lower_name = lower(t.tag_value)
  WHERE lower(t.tag_key) = 'department' AND t.tag_value <> ''
), named AS (
  SELECT t.job_id, d.department, ROW_NUMBER() OVER (PARTITION BY t.job_id ORDER BY d.department) AS n
  FROM job_tags t
  JOIN departments d ON d.lower_name = lower(CASE WHEN t.tag_value = '' THEN t.tag_key ELSE t.tag_value END)
), owners AS (
  SELECT t.job_id, t.tag_value AS owner, ROW_NUMBER() OVER (PARTITION BY t.job_id ORDER BY t.tag_value) AS n
  FROM job_tags t WHERE lower(t.tag_key) = 'owner' AND t.tag_value <> ''
)
SELECT j.job_id,
       COALESCE(tagged.department, named.department),
       CASE WHEN tagged.department IS NOT NULL THEN 'tag department' WHEN named.department IS NOT NULL THEN 'a tag that names it' END,
       COALESCE(owners.owner, j.creator_user_id),
       CASE WHEN owners.owner IS NOT NULL THEN 'tag owner' WHEN j.creator_user_id IS NOT NULL THEN 'creator' END
FROM jobs j
LEFT JOIN tagged ON tagged.job_id = j.job_id AND tagged.n = 1
LEFT JOIN named ON named.job_id = j.job_id AND named.n = 1
LEFT JOIN owners ON owners.job_id = j.job_id AND owners.n = 1
