SELECT month, calls, input_tokens, output_tokens, micro_usd FROM model_spend WHERE month = :month
