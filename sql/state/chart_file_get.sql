SELECT file_id FROM chart_files WHERE team_id = :team AND render_hash = :hash
