// What is true about the sample account and nobody may look up but tests and evaluations.
import type { SqliteDatabase } from '../sqlite/open_database.ts';
import { FIRST_DAY, LAST_DAY } from './calendar.ts';
import { CLUSTERS } from './clusters.ts';
import type { FAILURE_COEFFICIENTS } from './failure_model.ts';
import { micros } from './rounding.ts';
import type { JobBook, Scenario } from './scenarios/scenario.ts';
import { LAST_30_DAYS_FROM } from './true_effect.ts';
import { WAREHOUSES } from './warehouses.ts';

export interface TrueEffect {
  /** List dollars over the whole range, and of them in the last 30 days. */
  readonly costUsd: number;
  readonly costUsdLast30Days: number;
  /** Change of the on-demand part; null where spot plays no role. */
  readonly onDemandUsd: number | null;
  readonly runs: number | null;
  readonly failedRuns: number | null;
  readonly skippedRuns: number | null;
  readonly evictions: number | null;
  /** Planted change of run time. */
  readonly durationPercent: number | null;
}

export interface ScenarioTruth {
  readonly id: string;
  readonly kind: string;
  readonly summary: string;
  /** 'job:<id>', 'warehouse:<id>', 'cluster:<id>', 'sku:<name>'; the first cause first. */
  readonly entities: readonly string[];
  readonly names: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly expectedFirstCause: string;
  readonly effect: TrueEffect;
  /** Dollars of each cause alone, where a story has several; what is left of the sum is their interplay. */
  readonly parts: Readonly<Record<string, number>>;
  /** table.column where it shows. */
  readonly fields: readonly string[];
}

export interface RolloutTruth {
  /** Run time since the roll-out against what it would have been. */
  readonly durationFactor: number;
  /** First day per department; departments not named never took part. */
  readonly days: Readonly<Record<string, string>>;
  readonly treated: readonly {
    readonly job: string;
    readonly name: string;
    readonly department: string;
    readonly day: string;
  }[];
}

export interface FailureModelTruth {
  readonly form: string;
  readonly coefficients: typeof FAILURE_COEFFICIENTS;
  /** Each job's own constant, by job id. */
  readonly jobEffects: Readonly<Record<string, number>>;
  readonly appliesTo: string;
}

export interface Truth {
  readonly seed: string;
  readonly scale: number;
  readonly firstDay: string;
  readonly asOf: string;
  readonly costBasis: string;
  readonly scenarios: readonly ScenarioTruth[];
  readonly rollout: RolloutTruth;
  readonly failureModel: FailureModelTruth;
  /** Rows that are broken on purpose. */
  readonly oddities: Readonly<Record<string, number>>;
}

export function entitiesOf(scenario: Scenario, book: JobBook): { entities: string[]; names: string[] } {
  const jobs = scenario.jobs.map((key) => book.get(key)!);
  const compute = scenario.compute.map(computeNamed);
  return {
    entities: [
      ...jobs.map((job) => `job:${job.id}`),
      ...compute.map((c) => `${c.type}:${c.id}`),
      ...scenario.skus.map((sku) => `sku:${sku}`),
    ],
    names: [...jobs.map((job) => job.spec.name), ...scenario.compute, ...scenario.skus],
  };
}

function computeNamed(name: string): { type: 'warehouse' | 'cluster'; id: string } {
  const warehouse = WAREHOUSES.find((w) => w.name === name);
  if (warehouse) return { type: 'warehouse', id: warehouse.id };
  return { type: 'cluster', id: CLUSTERS.find((c) => c.name === name)!.id };
}

/** Dollars of a story that is no job's, measured on the finished database. */
export function measuredUsd(
  db: SqliteDatabase,
  scenario: Scenario,
): Pick<TrueEffect, 'costUsd' | 'costUsdLast30Days'> {
  const statement = db.prepare<[object], { usd: number | null }>(scenario.usdSql!);
  const sum = (from: string) => {
    const bound = {
      from: from > scenario.from ? from : scenario.from,
      to: scenario.to,
      name: scenario.compute[0] ?? '',
    };
    return micros(statement.get(bound)?.usd ?? 0);
  };
  return {
    costUsd: sum(FIRST_DAY),
    costUsdLast30Days: scenario.to < LAST_30_DAYS_FROM ? 0 : sum(LAST_30_DAYS_FROM),
  };
}

export function truthFrame(
  seed: string,
  scale: number,
): Pick<Truth, 'seed' | 'scale' | 'firstDay' | 'asOf' | 'costBasis'> {
  return { seed, scale, firstDay: FIRST_DAY, asOf: LAST_DAY, costBasis: 'list' };
}
