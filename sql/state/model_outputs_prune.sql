-- Keeps the newest :keep.
DELETE FROM model_outputs WHERE request_hash IN (
  SELECT request_hash FROM model_outputs ORDER BY created_at DESC, request_hash LIMIT -1 OFFSET :keep
)
