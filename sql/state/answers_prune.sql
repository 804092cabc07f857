-- Keeps the newest :keep answers.
DELETE FROM answers WHERE answer_id IN (
  SELECT answer_id FROM answers ORDER BY created_at DESC, answer_id DESC LIMIT -1 OFFSET :keep
)
