// Invented charts for the tests: the four reports as they usually look, and the shapes that break pictures.
import { readFileSync } from 'node:fs';
import { formatUsd } from '#src/lib/money.ts';
import { costChangeFrame, waterfall } from '#src/reports/charts/change_waterfall.ts';
import type { ChartInput, ChartSpec } from '#src/reports/charts/chart_input.ts';
import {
  type ComputeTypeCostRow,
  computeTypeCostFrame,
  type JobCostParetoRow,
  type JobCostRow,
  jobCostFrame,
  jobCostParetoFrame,
  type SpotRiskRow,
  spotRiskFrame,
} from '#src/reports/charts/datasets.ts';

export const CHART_IDS = [
  'job_cost',
  'compute_type_cost',
  'job_cost_pareto',
  'spot_risk_by_job',
  'cost_change',
] as const;
export type ChartId = (typeof CHART_IDS)[number];

export const USUAL_NAMES = [
  'Nightly ledger close',
  'Recommendation training (weekly)',
  'Clickstream sessionisation',
  'dim_customer backfill',
  'Fraud scoring features, EU',
  'Marketing attribution model refresh, all regions and channels',
  'orders_bronze_to_silver',
  'Inventory snapshot',
  'Churn features v2',
  'ml-pricing-elasticity-train',
  'Payroll export',
  'gdpr_erasure_sweep',
  'Supply forecast',
  'Search index rebuild',
  'Ads spend import',
];

export const ODD_NAMES = [
  '<!channel> & *bold* <script>alert("x")</script>',
  '🚀 launch metrics 👨‍👩‍👧‍👦',
  'تقرير التكلفة اليومي',
  'דוח עלויות חודשי',
  `${'a very long name '.repeat(30)}end`,
  'W'.repeat(500),
  'control \u0000\u0001\u001b\uffff signs',
  'turned \u202earound',
  '🚀',
  '',
  'Nightly ledger close',
  'Nightly ledger close',
  'lone \ud83d surrogate',
  'datum.cost + constructor.constructor("return 1")()',
  '__proto__',
];

const PERIOD = '2 to 31 Oct 2026';

export function specOf(id: ChartId): ChartSpec {
  const file = new URL(`../../../src/reports/catalog/${id}.vl.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as ChartSpec;
}

/** Costs of `count` jobs, the larger `steepness` the longer the tail. */
function tailedCosts(count: number, steepness = 1.1, largest = 11790): readonly number[] {
  return Array.from({ length: count }, (_, index) => cents(largest / (index + 1) ** steepness));
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

function sum(values: readonly number[]): number {
  return cents(values.reduce((total, value) => total + value, 0));
}

/** `shown` bars, and one more for the rest of `count` jobs. */
export function jobCostChart(count = 118, names: readonly string[] = USUAL_NAMES, shown = 14): ChartInput {
  const costs = tailedCosts(count);
  const rows: JobCostRow[] = costs.slice(0, shown).map((total, index) => {
    const spot = cents(total * (((index * 37) % 100) / 100));
    const name = names[index % names.length]!;
    return { name, on_demand: cents(total - spot), spot, other: 0, total, label: formatUsd(total) };
  });
  const other = sum(costs.slice(shown));
  if (count > shown) {
    const name = `Other (${count - shown} jobs)`;
    rows.push({ name, on_demand: 0, spot: 0, other, total: other, label: formatUsd(other) });
  }
  const frame = jobCostFrame(rows);
  const params = {
    ...frame.params,
    finding: `14 of ${count} jobs make 71% of ${formatUsd(sum(costs))}`,
    subtitle: `Cost per job, US dollars at DBU list price, ${PERIOD}`,
  };
  return { spec: specOf('job_cost'), dataset: rows, height: frame.height, params };
}

export function computeTypeCostChart(count = 4): ChartInput {
  const kinds = [
    ['Jobs', 52_310, 51],
    ['SQL warehouses', 31_210, 30],
    ['All-purpose clusters', 17_800, 17],
    ['Other', 2_100, 2],
  ] as const;
  const rows: ComputeTypeCostRow[] = kinds
    .slice(0, count)
    .map(([name, cost, percent]) => ({ name, cost, label: `${formatUsd(cost)} (${percent}%)` }));
  const frame = computeTypeCostFrame(rows);
  const params = {
    ...frame.params,
    finding: 'Jobs cost $52,310, half of everything',
    subtitle: `Cost by compute type, US dollars at DBU list price, ${PERIOD}`,
  };
  return { spec: specOf('compute_type_cost'), dataset: rows, height: frame.height, params };
}

export function jobCostParetoChart(count = 118, steepness = 1.3, names = USUAL_NAMES): ChartInput {
  const costs = tailedCosts(count, steepness);
  const total = sum(costs);
  let before = 0;
  const rows = costs.map((cost, index): JobCostParetoRow => {
    const core = before < 0.8 * total ? 1 : 0;
    before += cost;
    const cumulative_share = Math.min(1, before / total);
    const name = names[index % names.length]!;
    return { rank: index + 1, name, cost, label: formatUsd(cost), cumulative_share, core, note: null };
  });
  const core = rows.filter((row) => row.core === 1).length;
  const note = core === 1 ? '1 job makes 80%' : `${core} jobs make 80%`;
  const dataset = rows.map((row) => (row.rank === core ? { ...row, note } : row));
  const frame = jobCostParetoFrame(dataset, total);
  const params = {
    ...frame.params,
    finding: `${core} of ${count} jobs make 80% of ${formatUsd(total)}`,
    subtitle: `Cost per job and running share, US dollars at DBU list price, ${PERIOD}`,
  };
  return { spec: specOf('job_cost_pareto'), dataset, height: frame.height, params };
}

/** Points spread by fixed arithmetic; some on no spot at all, some on nothing else. */
export function spotRiskChart(count = 60, steepness = 1, names = USUAL_NAMES): ChartInput {
  const points = tailedCosts(count, steepness).map((cost, index) => {
    const spread = ((index * 61 + 17) % 100) / 100;
    const spot_share = spread < 0.15 ? 0 : spread > 0.88 ? 1 : spread;
    const evictions = Math.floor(spot_share * ((index * 29) % 23) * (1 + cost / 6000));
    const failure_rate = index === 6 ? null : ((index * 13) % 29) / 200;
    return { name: names[index % names.length]!, spot_share, cost, evictions, failure_rate };
  });
  const risk = (point: (typeof points)[number]) => point.evictions * point.cost;
  const ranked = points.toSorted((a, b) => risk(b) - risk(a) || b.cost - a.cost);
  const rows = ranked.map(
    (point, index): SpotRiskRow => ({
      number: index < 8 ? index + 1 : null,
      label: formatUsd(cents(point.cost * point.spot_share)),
      ...point,
    }),
  );
  const frame = spotRiskFrame(rows);
  const params = {
    ...frame.params,
    finding: `${rows[0]?.name} risks most: ${rows[0]?.evictions} evictions`,
    subtitle: `Cost per job, US dollars at DBU list price, ${PERIOD}; numbers rank the risk`,
  };
  return { spec: specOf('spot_risk_by_job'), dataset: rows, height: frame.height, params };
}

const TERM_NAMES = [
  'New, nothing before',
  'Gone, nothing now',
  'Hours per run',
  'Repeated attempts',
  'DBUs per hour or day',
  'Number of runs',
  'Price per DBU',
];

/** A fall below zero on the way, and a sum that is a rise. */
export function costChangeChart(names: readonly string[] = TERM_NAMES): ChartInput {
  const cents = [12_340, -48_210, 198_000, 61_000, 55_020, -20_000, 330];
  const rows = waterfall(
    cents.map((value, i) => ({ name: names[i % names.length]!, cents: value })),
    'Change in all',
  );
  const frame = costChangeFrame(rows);
  const params = {
    ...frame.params,
    finding: 'Cost rose by $2,585 on the 30 days before, hours per run +$1,980',
    subtitle: `Change of cost on the period before in US dollars, ${PERIOD}`,
  };
  return { spec: specOf('cost_change'), dataset: rows, height: frame.height, params };
}

export const USUAL_CHARTS: Readonly<Record<ChartId, ChartInput>> = {
  job_cost: jobCostChart(),
  compute_type_cost: computeTypeCostChart(),
  job_cost_pareto: jobCostParetoChart(),
  spot_risk_by_job: spotRiskChart(),
  cost_change: costChangeChart(),
};
