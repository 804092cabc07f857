INSERT INTO answers (answer_id, created_at, trace) VALUES (:id, :now, :trace)
ON CONFLICT (answer_id) DO UPDATE SET created_at = excluded.created_at, trace = excluded.trace
