DELETE FROM claims WHERE claim_key = :key
