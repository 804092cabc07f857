-- Tags of every job, flattened: ["Critical","team:finance"] and {"team":"finance"} become rows with a lower-case text to match on;
-- elements of an array that are not text are no tags.
INSERT INTO job_tags
SELECT job_id, tag_key, tag_value,
       lower(CASE WHEN tag_value = '' THEN tag_key ELSE tag_key || ':' || tag_value END)
FROM (
  SELECT j.job_id,
         CASE WHEN typeof(t.key) = 'text' THEN t.key
              WHEN instr(t.value, ':') > 0 THEN trim(substr(t.value, 1, instr(t.value, ':') - 1))
              ELSE trim(t.value) END || '' AS tag_key,
         CASE WHEN typeof(t.key) = 'text' THEN CASE WHEN t.type = 'true' THEN '' ELSE trim(COALESCE(t.value, '')) END
              WHEN instr(t.value, ':') > 0 THEN trim(substr(t.value, instr(t.value, ':') + 1))
              ELSE '' END || '' AS tag_value
  FROM jobs j, json_each(CASE WHEN json_valid(j.tags) AND json_type(j.tags) IN ('array', 'object') THEN j.tags ELSE '[]' END) t
  WHERE typeof(t.key) = 'text' OR t.type = 'text'
)
WHERE tag_key <> ''
GROUP BY 1, 2, 3
