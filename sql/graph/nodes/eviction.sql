-- Evictions, named by their reason.
SELECT 'eviction' AS type, d.eviction_id AS key, d.eviction_reason AS name FROM eviction_details d
UNION ALL
SELECT 'eviction', v.eviction_id, NULL FROM events v
WHERE v.eviction_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM eviction_details d WHERE d.eviction_id = v.eviction_id)
