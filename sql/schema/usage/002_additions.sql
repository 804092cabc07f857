-- What the star schema lacks, in nullable columns and own tables, so that a database without them still opens.
ALTER TABLE workspace ADD COLUMN workspace_url TEXT;          -- https://<host>, for "Open in Databricks"
ALTER TABLE jobs ADD COLUMN creator_user_id TEXT;
ALTER TABLE jobs ADD COLUMN schedule_cron TEXT;               -- five fields, in schedule_timezone
ALTER TABLE jobs ADD COLUMN schedule_timezone TEXT;           -- IANA zone
ALTER TABLE job_runs ADD COLUMN retry_of_run_id TEXT;         -- the failed attempt this run repeats
ALTER TABLE job_runs ADD COLUMN repairs INTEGER;              -- repair attempts inside the same run
ALTER TABLE compute_usage ADD COLUMN record_type TEXT;        -- ORIGINAL, RETRACTION (negative), RESTATEMENT; all are summed
ALTER TABLE compute_usage ADD COLUMN ingested_date TEXT;      -- the day the row arrived; later than usage_date when late
CREATE TABLE job_dependencies (
  job_id TEXT NOT NULL, depends_on_job_id TEXT NOT NULL, PRIMARY KEY (job_id, depends_on_job_id)
);
-- The configuration of warehouses and all-purpose clusters over time; the newest changed_at is in force.
CREATE TABLE compute_config (
  compute_id TEXT NOT NULL, changed_at TEXT NOT NULL, size TEXT, warehouse_type TEXT, min_clusters INTEGER,
  max_clusters INTEGER, auto_stop_mins INTEGER, driver_instance_type TEXT, worker_instance_type TEXT,
  changed_by TEXT, PRIMARY KEY (compute_id, changed_at)
);
-- DBU list price per SKU over time, half-open: price_start_date <= usage_date < price_end_date (NULL: still in force).
CREATE TABLE sku_prices (
  compute_sku TEXT NOT NULL, price_start_date TEXT NOT NULL, price_end_date TEXT, usd_per_dbu REAL NOT NULL,
  PRIMARY KEY (compute_sku, price_start_date)
);
-- One row per usage day known to the loader; is_complete = 0 keeps a half-arrived day out of "as of".
CREATE TABLE sync_state (usage_date TEXT PRIMARY KEY, is_complete INTEGER NOT NULL, synced_at TEXT);
CREATE TABLE cost_basis (
  basis TEXT PRIMARY KEY, description TEXT NOT NULL             -- one row: 'list', 'DBU list price, EC2 not included'
);
CREATE INDEX job_runs_by_job ON job_runs (job_id, start_time);
CREATE INDEX compute_usage_by_day ON compute_usage (usage_date, parent_type, parent_id);
CREATE INDEX compute_usage_by_parent ON compute_usage (parent_id, usage_date);
CREATE INDEX events_by_usage ON events (compute_usage_id, event_type);
CREATE INDEX events_by_type ON events (event_type, event_time);
CREATE INDEX sql_query_history_by_parent ON sql_query_history (parent_id, start_time);
CREATE INDEX sql_query_history_by_user ON sql_query_history (user_id, start_time);
CREATE INDEX job_dependencies_by_upstream ON job_dependencies (depends_on_job_id, job_id);
