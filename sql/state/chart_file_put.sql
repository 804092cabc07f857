INSERT INTO chart_files (team_id, render_hash, file_id, uploaded_at) VALUES (:team, :hash, :file, :now)
ON CONFLICT (team_id, render_hash) DO UPDATE SET file_id = excluded.file_id, uploaded_at = excluded.uploaded_at
