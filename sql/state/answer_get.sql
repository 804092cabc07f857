SELECT trace FROM answers WHERE answer_id = :id
