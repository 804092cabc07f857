INSERT INTO model_outputs (request_hash, created_at, output) VALUES (:hash, :now, :output)
ON CONFLICT (request_hash) DO NOTHING
