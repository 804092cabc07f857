UPDATE audit_rows SET actor = NULL, entity = NULL, body = NULL WHERE answer_id = :answer_id AND kind <> 'forgotten' AND body IS NOT NULL
