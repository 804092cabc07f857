-- The star schema: the contract every report reads. Timestamps are 'YYYY-MM-DD HH:MM:SS' UTC, dates 'YYYY-MM-DD',
-- money is dollars in a REAL column (exact sums are taken in micro-dollars by the rollup), durations are milliseconds.
CREATE TABLE workspace (
  workspace_id TEXT PRIMARY KEY, workspace_name TEXT, account_id TEXT, description TEXT
);
CREATE TABLE users_lookup (
  user_id TEXT PRIMARY KEY, name TEXT, workspace_id TEXT, department TEXT
);
CREATE TABLE instance_pools (
  instance_pool_id TEXT PRIMARY KEY, pool_name TEXT, pool_instance_type TEXT,
  min_size INTEGER, max_size INTEGER, auto_termination_mins INTEGER
);
CREATE TABLE non_job_compute (
  compute_id TEXT PRIMARY KEY, compute_name TEXT, compute_type TEXT, workspace_id TEXT
);
CREATE TABLE jobs (
  job_id TEXT PRIMARY KEY, workspace_id TEXT, job_name TEXT, description TEXT, tags TEXT
);
CREATE TABLE job_runs (
  job_run_id TEXT PRIMARY KEY, job_id TEXT, start_time TEXT, end_time TEXT, duration_ms INTEGER, run_status TEXT,
  error_summary TEXT, driver_instance_type TEXT, worker_instance_type TEXT, is_fleet_cluster INTEGER,
  instance_pool_id TEXT, min_nodes INTEGER, max_nodes INTEGER, fixed_nodes INTEGER,
  is_autoscaling_enabled INTEGER, spot_ratio REAL
);
CREATE TABLE compute_usage (
  compute_usage_id TEXT PRIMARY KEY, parent_id TEXT, parent_type TEXT, compute_sku TEXT, dbus_consumed REAL,
  cluster_id TEXT, cluster_instance_type TEXT, total_cost REAL, avg_cpu_utilization REAL, avg_memory_gb REAL,
  peak_concurrent_users INTEGER, is_production INTEGER, usage_date TEXT
);
CREATE TABLE events (
  event_id TEXT PRIMARY KEY, compute_usage_id TEXT, event_time TEXT, event_type TEXT, user_id TEXT,
  details TEXT, eviction_id TEXT
);
CREATE TABLE eviction_details (
  eviction_id TEXT PRIMARY KEY, cloud_instance_id TEXT, eviction_time TEXT, cloud_provider_message TEXT,
  eviction_reason TEXT, spot_price REAL, eviction_action TEXT, was_retried INTEGER
);
CREATE TABLE sql_query_history (
  query_id TEXT PRIMARY KEY, parent_id TEXT, user_id TEXT, start_time TEXT, duration_ms INTEGER,
  warehouse_sku TEXT, sql_text TEXT, error_message TEXT
);
CREATE TABLE date_series (date TEXT PRIMARY KEY);
