// Fills an empty database with the sample account and returns the truth about what was planted in it.
import { addDays } from '#src/lib/dates.ts';
import { createRandom, type Random } from '#src/lib/random.ts';
import type { SqliteDatabase } from '../sqlite/open_database.ts';
import { CALENDAR, FIRST_DAY, LAST_DAY } from './calendar.ts';
import { catalogAtScale } from './catalog/all_jobs.ts';
import { clusterConfig, clusterTelemetry } from './cluster_telemetry.ts';
import { FAILURE_COEFFICIENTS } from './failure_model.ts';
import { createTableWriter, type TableWriter } from './insert.ts';
import { type JobHistory, simulateJob } from './job_history.ts';
import { telemetryOf } from './job_telemetry.ts';
import { buildJobs, type Job } from './jobs.ts';
import { CLUSTERS, WAREHOUSES } from './non_job_compute.ts';
import { otherUsage } from './other_usage.ts';
import { PEOPLE } from './people.ts';
import { POOLS } from './pools.ts';
import { queryHistory } from './queries.ts';
import type { Telemetry } from './rows.ts';
import { SKU_PRICES } from './skus.ts';
import type { Truth } from './truth.ts';
import { warehouseConfigs, warehouseTelemetry } from './warehouse_telemetry.ts';
import { WORKSPACES } from './workspaces.ts';

export interface SampleDataOptions {
  /** Multiplies jobs, runs and queries; 1 is the demo account. */
  readonly scale?: number;
  readonly seed?: string;
}

const COST_BASIS = { basis: 'list', description: 'DBU list price, EC2 not included' };

export function generateSampleData(db: SqliteDatabase, options: SampleDataOptions = {}): Truth {
  const { scale = 1, seed = 'sample account' } = options;
  const random = createRandom(seed);
  const write = createTableWriter(db);
  return db.transaction(() => {
    writeDirectory(write);
    writeJobs(write, scale, random);
    writeInteractive(write, scale, random);
    return truthOf(seed, scale);
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

function writeJobs(write: TableWriter, scale: number, random: Random): void {
  const jobs = buildJobs(catalogAtScale(scale), random.fork('jobs'));
  const ids = new Map(jobs.map((job) => [job.spec.key, job.id]));
  write(
    'jobs',
    jobs.map((job) => job.row),
  );
  write(
    'job_dependencies',
    jobs.flatMap((job) =>
      job.spec.after.map((key) => ({ job_id: job.id, depends_on_job_id: ids.get(key)! })),
    ),
  );
  const done = new Map<string, { outcomes: JobHistory['outcomes']; isStream: boolean }>();
  for (const job of jobs) {
    const history = simulateJob(
      job,
      [],
      job.spec.after.map((key) => done.get(key)!),
      random.fork(`runs/${job.spec.key}`),
    );
    done.set(job.spec.key, { outcomes: history.outcomes, isStream: job.spec.archetype === 'streaming' });
    writeTelemetry(write, jobTelemetry(job, history, random));
  }
}

function jobTelemetry(job: Job, history: JobHistory, random: Random): Telemetry {
  return telemetryOf(job, history, random.fork(`telemetry/${job.spec.key}`));
}

function writeInteractive(write: TableWriter, scale: number, random: Random): void {
  const compute = [
    ...WAREHOUSES.map((w) => ({ ...w, type: 'SQL_WAREHOUSE' })),
    ...CLUSTERS.map((c) => ({ ...c, type: 'APC_CLUSTER' })),
  ];
  const workspaceIds = new Map<string, string>(WORKSPACES.map((w) => [w.workspace_name, w.workspace_id]));
  write(
    'non_job_compute',
    compute.map((c) => ({
      compute_id: c.id,
      compute_name: c.name,
      compute_type: c.type,
      workspace_id: workspaceIds.get(c.workspace)!,
    })),
  );
  WAREHOUSES.forEach((warehouse, i) => {
    const queries = queryHistory(warehouse, i, scale, random.fork(`queries/${warehouse.name}`));
    write('sql_query_history', queries.rows);
    write('compute_config', warehouseConfigs(warehouse));
    writeTelemetry(
      write,
      warehouseTelemetry(warehouse, i, queries.peakUsers, random.fork(`warehouse/${warehouse.name}`)),
    );
  });
  CLUSTERS.forEach((cluster, i) => {
    write('compute_config', [clusterConfig(cluster)]);
    writeTelemetry(write, clusterTelemetry(cluster, i, random.fork(`cluster/${cluster.name}`)));
  });
  write('compute_usage', otherUsage(random.fork('other')));
}

function writeTelemetry(write: TableWriter, telemetry: Telemetry): void {
  write('job_runs', telemetry.runs);
  write('compute_usage', telemetry.usage);
  write('events', telemetry.events);
  write('eviction_details', telemetry.evictions);
}

function truthOf(seed: string, scale: number): Truth {
  return {
    seed,
    scale,
    firstDay: FIRST_DAY,
    asOf: LAST_DAY,
    costBasis: COST_BASIS.basis,
    scenarios: [],
    failureModel: {
      form: 'logit(P(FAILED)) = intercept + job effect + sum of coefficient x feature',
      coefficients: FAILURE_COEFFICIENTS,
      appliesTo:
        'attempts on classic and serverless job compute that were not cancelled, skipped or hit by an upstream failure',
    },
  };
}
