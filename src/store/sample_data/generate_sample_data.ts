// Fills an empty database with the sample account and returns the truth about what was planted in it.
import { addDays } from '#src/lib/dates.ts';
import { createRandom, type Random } from '#src/lib/random.ts';
import type { SqliteDatabase } from '../sqlite/open_database.ts';
import { type Account, openAccount, runJob } from './account.ts';
import { CALENDAR } from './calendar.ts';
import { clusterConfig, clusterTelemetry } from './cluster_telemetry.ts';
import { CLUSTERS } from './clusters.ts';
import { everydayChanges } from './config_changes.ts';
import { asBilled } from './corrections.ts';
import { createTableWriter, type TableWriter } from './insert.ts';
import { telemetryOf } from './job_telemetry.ts';
import type { Job } from './jobs.ts';
import { oddities, writeOddities } from './oddities.ts';
import { otherUsage } from './other_usage.ts';
import { PEOPLE } from './people.ts';
import { POOLS } from './pools.ts';
import { queryHistory } from './queries.ts';
import type { Telemetry } from './rows.ts';
import { SKU_PRICES } from './skus.ts';
import type { Truth } from './truth.ts';
import { warehouseDays } from './warehouse_days.ts';
import { warehouseConfigs, warehouseTelemetry } from './warehouse_telemetry.ts';
import { WAREHOUSES } from './warehouses.ts';
import { WORKSPACES } from './workspaces.ts';
import { truthOf } from './write_truth.ts';

export interface SampleDataOptions {
  /** Multiplies jobs, runs and queries; 1 is the demo account. */
  readonly scale?: number;
  readonly seed?: string;
}

const COST_BASIS = { basis: 'list', description: 'DBU list price, EC2 not included' };

/** Fills the tables in one transaction; the same seed and scale give the same rows on every machine. */
export function generateSampleData(db: SqliteDatabase, options: SampleDataOptions = {}): Truth {
  const { scale = 1, seed = 'sample account' } = options;
  const random = createRandom(seed);
  const write = createTableWriter(db);
  // Enough pages in memory for the indexes of a large account; only what is needed is used.
  db.pragma('cache_size = -262144');
  return db.transaction(() => {
    const account = openAccount(scale, random);
    writeDirectory(write);
    writeJobs(write, account);
    writeWarehouses(write, scale, random);
    writeClusters(write, random);
    write('compute_usage', otherUsage(random.fork('other')));
    writeOddities(write);
    return truthOf(db, account, { seed, scale, oddities: oddities(db) });
  })();
}

function writeDirectory(write: TableWriter): void {
  write(
    'workspace',
    WORKSPACES.map(({ isProduction: _, ...row }) => row),
  );
  write(
    'users_lookup',
    PEOPLE.map(({ team: _, ...row }) => row),
  );
  write('instance_pools', POOLS);
  write('non_job_compute', nonJobCompute());
  write('sku_prices', SKU_PRICES);
  write('cost_basis', [COST_BASIS]);
  write(
    'date_series',
    CALENDAR.map(({ day }) => ({ date: day })),
  );
  write(
    'sync_state',
    CALENDAR.map(({ day }) => ({
      usage_date: day,
      is_complete: 1,
      synced_at: `${addDays(day, 1)} 05:40:00`,
    })),
  );
}

function nonJobCompute(): object[] {
  const ids = new Map<string, string>(WORKSPACES.map((w) => [w.workspace_name, w.workspace_id]));
  const row = (type: string) => (c: { id: string; name: string; workspace: string }) => ({
    compute_id: c.id,
    compute_name: c.name,
    compute_type: type,
    workspace_id: ids.get(c.workspace)!,
  });
  return [...WAREHOUSES.map(row('SQL_WAREHOUSE')), ...CLUSTERS.map(row('APC_CLUSTER'))];
}

function writeJobs(write: TableWriter, account: Account): void {
  const { jobs, book } = account;
  write(
    'jobs',
    jobs.map((job) => job.row),
  );
  write(
    'job_dependencies',
    jobs.flatMap((job) =>
      job.spec.after.map((key) => ({ job_id: job.id, depends_on_job_id: book.get(key)!.id })),
    ),
  );
  for (const job of jobs) writeTelemetry(write, jobTelemetry(account, job));
}

/** Share of runs whose usage never arrives; none in a planted story, whose dollars are promised. */
const LOST_USAGE = 0.0015;

function jobTelemetry(account: Account, job: Job): Telemetry {
  const { random, scenarios } = account;
  const { key } = job.spec;
  const history = runJob(account, job);
  const planted = scenarios.flatMap((s) => s.changes.filter((change) => change.job === key));
  const changes = [...planted, ...everydayChanges(job, planted, random.fork(`changes/${key}`))];
  changes.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const inStory = scenarios.some((s) => s.jobs.includes(key));
  const options = { changes, lostUsage: inStory ? 0 : LOST_USAGE };
  const telemetry = telemetryOf(job, history, options, random.fork(`telemetry/${key}`));
  if (inStory) return telemetry;
  return { ...telemetry, usage: asBilled(telemetry.usage, random.fork(`billing/${key}`)) };
}

function writeWarehouses(write: TableWriter, volume: number, random: Random): void {
  for (const [ordinal, warehouse] of WAREHOUSES.entries()) {
    const { name } = warehouse;
    const days = warehouseDays(warehouse, random.fork(`warehouse/${name}`));
    const queries = queryHistory(warehouse, { ordinal, days, volume }, random.fork(`queries/${name}`));
    const telemetry = warehouseTelemetry(warehouse, ordinal, days, queries.peakUsers);
    write('sql_query_history', queries.rows);
    write('compute_config', warehouseConfigs(warehouse));
    writeTelemetry(write, { ...telemetry, usage: asBilled(telemetry.usage, random.fork(`billing/${name}`)) });
  }
}

function writeClusters(write: TableWriter, random: Random): void {
  for (const [ordinal, cluster] of CLUSTERS.entries()) {
    write('compute_config', [clusterConfig(cluster)]);
    writeTelemetry(write, clusterTelemetry(cluster, ordinal, random.fork(`cluster/${cluster.name}`)));
  }
}

function writeTelemetry(write: TableWriter, telemetry: Telemetry): void {
  write('job_runs', telemetry.runs);
  write('compute_usage', telemetry.usage);
  write('events', telemetry.events);
  write('eviction_details', telemetry.evictions);
}
