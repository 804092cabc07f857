SELECT * FROM audit_rows WHERE answer_id = :answer_id ORDER BY seq
