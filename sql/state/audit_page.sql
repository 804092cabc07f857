-- The next :count rows after :after, oldest first.
SELECT * FROM audit_rows WHERE seq > :after ORDER BY seq LIMIT :count
