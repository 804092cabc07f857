-- Takes a key that is free or expired; returns a row only to the one who got it.
INSERT INTO claims (claim_key, claimed_at, expires_at)
VALUES (:key, :now, :expires)
ON CONFLICT (claim_key) DO UPDATE SET claimed_at = excluded.claimed_at, expires_at = excluded.expires_at
WHERE claims.expires_at <= :now
RETURNING claim_key
