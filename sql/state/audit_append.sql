INSERT INTO audit_rows (seq, kind, answer_id, at, actor, entity, body, body_hash, prev_hash, row_hash)
VALUES (:seq, :kind, :answer_id, :at, :actor, :entity, :body, :body_hash, :prev_hash, :row_hash)
