// The rows of the sample database, named as the columns they become.

export interface JobRow {
  readonly job_id: string;
  readonly workspace_id: string;
  readonly job_name: string;
  readonly description: string | null;
  readonly tags: string | null;
  readonly creator_user_id: string | null;
  readonly schedule_cron: string | null;
  readonly schedule_timezone: string | null;
}

export type RunStatus = 'SUCCESS' | 'FAILED' | 'SKIPPED' | 'CANCELLED' | 'RUNNING';

export interface RunRow {
  readonly job_run_id: string;
  readonly job_id: string;
  readonly start_time: string;
  readonly end_time: string | null;
  readonly duration_ms: number | null;
  readonly run_status: RunStatus;
  readonly error_summary: string | null;
  readonly driver_instance_type: string | null;
  readonly worker_instance_type: string | null;
  readonly is_fleet_cluster: number | null;
  readonly instance_pool_id: string | null;
  readonly min_nodes: number | null;
  readonly max_nodes: number | null;
  readonly fixed_nodes: number | null;
  readonly is_autoscaling_enabled: number | null;
  readonly spot_ratio: number | null;
  readonly retry_of_run_id: string | null;
  readonly repairs: number;
}

type ParentType = 'JOB_RUN' | 'SQL_WAREHOUSE' | 'APC_CLUSTER' | 'OTHER';
type RecordType = 'ORIGINAL' | 'RETRACTION' | 'RESTATEMENT';

export interface UsageRow {
  readonly compute_usage_id: string;
  readonly parent_id: string;
  readonly parent_type: ParentType;
  readonly compute_sku: string;
  readonly dbus_consumed: number;
  readonly cluster_id: string | null;
  readonly cluster_instance_type: string | null;
  readonly total_cost: number | null;
  readonly avg_cpu_utilization: number | null;
  readonly avg_memory_gb: number | null;
  readonly peak_concurrent_users: number | null;
  readonly is_production: number | null;
  readonly usage_date: string;
  readonly record_type: RecordType;
  readonly ingested_date: string;
}

export type EventType =
  | 'CLUSTER_START'
  | 'CLUSTER_TERMINATE'
  | 'SPOT_EVICTION'
  | 'AUTOSCALING'
  | 'CONFIG_CHANGE';

export interface EventRow {
  readonly event_id: string;
  readonly compute_usage_id: string | null;
  readonly event_time: string;
  readonly event_type: EventType;
  readonly user_id: string | null;
  readonly details: string;
  readonly eviction_id: string | null;
}

export interface EvictionRow {
  readonly eviction_id: string;
  readonly cloud_instance_id: string;
  readonly eviction_time: string;
  readonly cloud_provider_message: string;
  readonly eviction_reason: string;
  readonly spot_price: number;
  readonly eviction_action: string;
  readonly was_retried: number;
}

export interface QueryRow {
  readonly query_id: string;
  readonly parent_id: string;
  readonly user_id: string | null;
  readonly start_time: string;
  readonly duration_ms: number;
  readonly warehouse_sku: string;
  readonly sql_text: string;
  readonly error_message: string | null;
}

export interface ConfigRow {
  readonly compute_id: string;
  readonly changed_at: string;
  readonly size: string | null;
  readonly warehouse_type: string | null;
  readonly min_clusters: number | null;
  readonly max_clusters: number | null;
  readonly auto_stop_mins: number;
  readonly driver_instance_type: string | null;
  readonly worker_instance_type: string | null;
  readonly changed_by: string | null;
}

/** What one job or one compute resource leaves behind. */
export interface Telemetry {
  readonly runs: RunRow[];
  readonly usage: UsageRow[];
  readonly events: EventRow[];
  readonly evictions: EvictionRow[];
}

export function emptyTelemetry(): Telemetry {
  return { runs: [], usage: [], events: [], evictions: [] };
}
