SELECT output FROM model_outputs WHERE request_hash = :hash
