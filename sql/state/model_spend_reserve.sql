-- Takes :micro_usd of the month's cap before a call, in one statement, so that replicas together stay under it. No row: the cap is reached.
INSERT INTO model_spend (month, calls, input_tokens, output_tokens, micro_usd)
SELECT :month, 0, 0, 0, :micro_usd
WHERE :cap IS NULL OR COALESCE((SELECT micro_usd FROM model_spend WHERE month = :month), 0) + :micro_usd <= :cap
ON CONFLICT (month) DO UPDATE SET micro_usd = micro_usd + excluded.micro_usd
RETURNING micro_usd
