-- Types of events, and recorded configurations that nobody signed.
SELECT DISTINCT 'event_type' AS type, v.event_type AS key, v.event_type AS name FROM events v
UNION ALL SELECT DISTINCT 'config', k.changed_at, NULL FROM compute_config k WHERE k.changed_by IS NULL
