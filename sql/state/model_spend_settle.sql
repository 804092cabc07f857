-- After a call: what it took in place of what was reserved for it.
UPDATE model_spend
SET calls = calls + 1, input_tokens = input_tokens + :input_tokens, output_tokens = output_tokens + :output_tokens,
    micro_usd = MAX(0, micro_usd + :micro_usd_change)
WHERE month = :month
