-- Daily sums the reports read, so that their latency is flat in the number of usage rows. Whole micro-units
-- (dollars, DBUs, ratios x 1,000,000) make every sum exact and independent of row order.
CREATE TABLE daily_cost_rollup (
  usage_date TEXT NOT NULL, parent_type TEXT NOT NULL,
  subject_id TEXT NOT NULL,                                    -- job_id of a JOB_RUN ('' when its run is unknown), else parent_id
  compute_sku TEXT NOT NULL,
  cost_micros INTEGER NOT NULL, spot_cost_micros INTEGER NOT NULL, dbu_micros INTEGER NOT NULL,
  unpriced_rows INTEGER NOT NULL, usage_rows INTEGER NOT NULL,
  cpu_micros INTEGER NOT NULL, cpu_rows INTEGER NOT NULL,
  PRIMARY KEY (usage_date, parent_type, subject_id, compute_sku)
) WITHOUT ROWID;
CREATE TABLE daily_run_rollup (
  start_date TEXT NOT NULL, job_id TEXT NOT NULL,
  total_runs INTEGER NOT NULL, success_runs INTEGER NOT NULL, failed_runs INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL, duration_runs INTEGER NOT NULL,
  spot_ratio_micros INTEGER NOT NULL, spot_ratio_runs INTEGER NOT NULL, retry_runs INTEGER NOT NULL,
  PRIMARY KEY (start_date, job_id)
) WITHOUT ROWID;
CREATE TABLE daily_eviction_rollup (
  event_date TEXT NOT NULL, job_id TEXT NOT NULL, evictions INTEGER NOT NULL,
  PRIMARY KEY (event_date, job_id)
) WITHOUT ROWID;
CREATE TABLE rollup_dirty_days (day TEXT PRIMARY KEY) WITHOUT ROWID;
