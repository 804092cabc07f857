-- Events, named by their type.
SELECT 'event' AS type, v.event_id AS key, v.event_type AS name FROM events v
