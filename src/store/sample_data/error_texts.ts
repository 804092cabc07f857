// What failed runs say: ten families of messages with the details that vary from one to the next.
import type { Random } from '#src/lib/random.ts';
import type { JobSpec } from './job_spec.ts';
import type { Department } from './workspaces.ts';

export type ErrorFamily =
  | 'out_of_memory'
  | 'spot_loss'
  | 'delta_conflict'
  | 'schema'
  | 'permission'
  | 'capacity'
  | 'upstream'
  | 'timeout'
  | 'library'
  | 'driver';

const TABLES: Readonly<Record<Department, readonly string[]>> = {
  Finance: ['finance.gold.ledger_entries', 'finance.silver.gl_postings', 'finance.gold.recon_breaks'],
  Marketing: ['marketing.gold.touchpoints', 'marketing.silver.web_sessions', 'marketing.gold.customer_360'],
  Product: ['product.silver.events', 'product.gold.feature_users', 'product.gold.item_embeddings'],
  'Data Platform': ['core.silver.orders', 'core.gold.fact_orders', 'core.gold.dim_product'],
  Sales: ['sales.silver.opportunities', 'sales.gold.regional_sales', 'sales.gold.quota'],
  'Supply Chain': [
    'supply.silver.stock_levels',
    'supply.gold.inventory_snapshot',
    'supply.gold.demand_forecast',
  ],
  Risk: ['risk.silver.positions', 'risk.gold.var_results', 'risk.silver.card_auths'],
  'Customer Support': [
    'support.silver.tickets',
    'support.gold.ticket_facts',
    'support.silver.call_transcripts',
  ],
};
const COLUMNS = [
  'customer_key',
  'net_amount',
  'posting_date',
  'event_ts',
  'sku_id',
  'region_code',
  'consent_flag',
  'discount_pct',
];
const BUCKETS = ['acme-lake-prod', 'acme-landing', 'acme-ml-artifacts', 'acme-partner-drop'];
const LIBRARIES = [
  'xgboost==2.1.1',
  'pandas==2.2.3',
  'great-expectations==1.2.0',
  'com.acme:finutils:3.4.1',
  'sentence-transformers==3.1.0',
];

interface ErrorContext {
  readonly department: Department;
  readonly worker: string;
  readonly day: string;
  /** What the job waited for, when a job before it failed. */
  readonly upstreamTable: string | null;
}

/** The table a job writes. */
export function outputTable(spec: JobSpec): string {
  const [schema] = TABLES[spec.department][0]!.split('.');
  return `${schema}.gold.${spec.key}`;
}

type Writer = (random: Random, table: string, context: ErrorContext) => string;

const WRITERS: Readonly<Record<ErrorFamily, readonly Writer[]>> = {
  out_of_memory: [
    (r) => `java.lang.OutOfMemoryError: Java heap space (executor ${r.int(1, 24)}, stage ${r.int(3, 90)}.0)`,
    (r) =>
      `ExecutorLostFailure (executor ${r.int(1, 24)} exited caused by one of the running tasks) Reason: Container killed on request. Exit code is 137: OutOfMemoryError`,
    (r) =>
      `org.apache.spark.SparkException: Job aborted due to stage failure: Task ${r.int(1, 900)} in stage ${r.int(3, 90)}.0 failed 4 times: java.lang.OutOfMemoryError: GC overhead limit exceeded`,
  ],
  spot_loss: [
    (r) =>
      `NODES_LOST: ${r.int(1, 4)} spot instance(s) were terminated by the cloud provider; shuffle data was lost`,
    (r, _t, { worker }) =>
      `Job aborted: FetchFailedException after worker i-0${r.int(1000000, 9999999)} (${worker}, SPOT) was reclaimed`,
    () =>
      'Cluster terminated unexpectedly. Reason: SPOT_INSTANCE_TERMINATION (AWS: Server.SpotInstanceTermination)',
  ],
  delta_conflict: [
    (_r, table, { day }) =>
      `ConcurrentAppendException: Files were added to partition [event_date=${day}] of ${table} by a concurrent update. Please try the operation again.`,
    (_r, table) =>
      `ConcurrentDeleteReadException: This transaction attempted to read one or more files of ${table} that were deleted by a concurrent update (OPTIMIZE)`,
    (r, table) =>
      `DELTA_METADATA_CHANGED: MetadataChangedException on ${table}: the metadata of the table has been changed by version ${r.int(1200, 9800)}`,
  ],
  schema: [
    (r, table) =>
      `AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name \`${r.pick(COLUMNS)}\` cannot be resolved in ${table}`,
    (r, table) =>
      `AnalysisException: A schema mismatch detected when writing to the Delta table ${table}: column ${r.pick(COLUMNS)} is string, expected decimal(18,2)`,
  ],
  permission: [
    (r) =>
      `com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403) s3://${r.pick(BUCKETS)}/`,
    (_r, table) => `PERMISSION_DENIED: User does not have SELECT on Table '${table}'`,
    (r) => `UC_PERMISSION: User does not have READ FILES on External Location '${r.pick(BUCKETS)}'`,
  ],
  capacity: [
    (r, _t, { worker }) =>
      `Cluster could not be launched: AWS_INSUFFICIENT_INSTANCE_CAPACITY_FAILURE for ${worker} in us-east-1${r.pick(['a', 'b', 'c'])}`,
    (_r, _t, { worker }) =>
      `CLOUD_PROVIDER_LAUNCH_FAILURE: InsufficientInstanceCapacity. We currently do not have sufficient ${worker} capacity`,
  ],
  upstream: [
    (_r, table) => `[TABLE_OR_VIEW_NOT_FOUND] The table or view \`${table}\` cannot be found`,
    (_r, table, { day }) => `UpstreamNotReady: ${table} has no partition for ${day}`,
  ],
  timeout: [
    (r) =>
      `Run exceeded its timeout of ${r.pick([3600, 7200, 10800, 14400])} seconds and was stopped (TIMEDOUT)`,
    (r) => `SparkException: Could not execute broadcast in ${r.pick([300, 600])} secs. Timeout reached`,
  ],
  library: [
    (r) => `Library installation failed: DRIVER_LIBRARY_INSTALLATION_FAILURE ${r.pick(LIBRARIES)}`,
    (r) => `ERROR: Could not find a version that satisfies the requirement ${r.pick(LIBRARIES)}`,
  ],
  driver: [
    () => 'Driver is up but is not responsive, likely due to GC (DRIVER_UNRESPONSIVE)',
    (r) => `The spark driver has stopped unexpectedly and is restarting. Command ${r.int(4, 60)} was lost`,
  ],
};

export function errorText(family: ErrorFamily, context: ErrorContext, random: Random): string {
  const write = random.pick(WRITERS[family]);
  const own = random.pick(TABLES[context.department]);
  return write(random, family === 'upstream' ? (context.upstreamTable ?? own) : own, context);
}
