-- All job tags as they are matched, for filters.
SELECT tag_text AS id, tag_text AS name FROM job_tags GROUP BY tag_text ORDER BY tag_text
