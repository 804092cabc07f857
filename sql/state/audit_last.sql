SELECT seq, row_hash FROM audit_rows ORDER BY seq DESC LIMIT 1
