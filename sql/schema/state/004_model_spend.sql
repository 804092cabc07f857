-- What was asked of language models in each calendar month (UTC), over all replicas: the monthly cap is counted here.
CREATE TABLE model_spend (
  month TEXT PRIMARY KEY,                                    -- 'YYYY-MM'
  calls INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  micro_usd INTEGER NOT NULL                                 -- paid, and what calls under way may come to at most
) WITHOUT ROWID;
