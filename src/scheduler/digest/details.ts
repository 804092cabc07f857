// Reads what helps to explain the changes that were chosen: changes of configuration, queries answered, rank among the jobs.
import { addDays } from '#src/lib/dates.ts';
import { median } from '#src/lib/stats.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import type { CostChange } from './cost_changes.ts';
import type { Days, DigestPeriod } from './period.ts';
import { type Subject, subjectKey } from './subject.ts';
import { costs } from './telemetry.ts';
import { USUAL_BASES } from './usual.ts';

export interface ConfigChange {
  readonly day: string;
  /** Text from the data. */
  readonly details: string | null;
}

export interface Queries {
  readonly count: number;
  readonly durationMs: number;
}

export interface QueryLoad {
  readonly now: Queries;
  readonly usual: Queries;
}

export interface Details {
  /** The last change in the period or on the day before it, by subject key. */
  readonly config: ReadonlyMap<string, ConfigChange>;
  /** What warehouses and clusters were asked, by subject key. */
  readonly queries: ReadonlyMap<string, QueryLoad>;
  /** Rank by cost of thirty days among the jobs, at the end of the period and before it, by subject key. */
  readonly ranks: ReadonlyMap<string, { readonly now: number; readonly before: number }>;
}

export const NO_DETAILS: Details = {
  config: new Map(),
  queries: new Map(),
  ranks: new Map(),
};

/** `chosen`: the changes that get a line. */
export async function readDetails(
  source: UsageSource,
  period: DigestPeriod,
  chosen: readonly CostChange[],
): Promise<Details> {
  if (chosen.length === 0) return NO_DETAILS;
  const subjects = chosen.map((change) => change.subject);
  const compute = subjects.filter(({ group }) => group === 'warehouse' || group === 'cluster');
  const hasJobs = subjects.some(({ group }) => group === 'job');
  return {
    config: await configChanges(source, period),
    queries: await queryLoads(source, period, compute),
    ranks: hasJobs ? await jobRanks(source, period) : new Map(),
  };
}

interface ConfigRow {
  readonly parent_type: string;
  readonly subject_id: string;
  readonly day: string;
  readonly details: string | null;
}

async function configChanges(source: UsageSource, { from, to }: Days): Promise<Map<string, ConfigChange>> {
  const rows = await source.query<ConfigRow>(loadSql('digest/config_changes'), {
    from: addDays(from, -1),
    to,
  });
  return new Map(rows.map((row) => [subjectKey(row), { day: row.day, details: row.details }]));
}

async function queryLoads(source: UsageSource, period: DigestPeriod, compute: readonly Subject[]) {
  const loads = new Map<string, QueryLoad>();
  for (const { key, id } of compute) {
    const bases: Queries[] = [];
    for (const days of period.bases.slice(0, USUAL_BASES)) bases.push(await queriesOf(source, id, days));
    loads.set(key, { now: await queriesOf(source, id, period), usual: usualQueries(bases) });
  }
  return loads;
}

function usualQueries(bases: readonly Queries[]): Queries {
  return {
    count: Math.round(median(bases.map(({ count }) => count)) ?? 0),
    durationMs: Math.round(median(bases.map(({ durationMs }) => durationMs)) ?? 0),
  };
}

async function queriesOf(source: UsageSource, id: string, { from, to }: Days): Promise<Queries> {
  const rows = await source.query<{ queries: number; duration_ms: number }>(loadSql('digest/query_count'), {
    id,
    from,
    to,
  });
  return { count: rows[0]?.queries ?? 0, durationMs: rows[0]?.duration_ms ?? 0 };
}

const RANK_DAYS = 30;

async function jobRanks(source: UsageSource, { from, to }: Days) {
  const now = await ranksOn(source, to);
  const before = await ranksOn(source, addDays(from, -1));
  return new Map(
    [...now].map(([key, rank]) => [key, { now: rank, before: before.get(key) ?? before.size + 1 }]),
  );
}

async function ranksOn(source: UsageSource, to: string): Promise<Map<string, number>> {
  const jobs = [...(await costs(source, { from: addDays(to, 1 - RANK_DAYS), to }))].filter(
    ([key]) => key.startsWith('JOB_RUN:') && key !== 'JOB_RUN:',
  );
  jobs.sort(([a, x], [b, y]) => y.costMicros - x.costMicros || (a < b ? -1 : 1));
  return new Map(jobs.map(([key], i) => [key, i + 1]));
}
