// The rows each chart expects, and the sizes that follow from them, for the reports that fill the charts.
import { z } from 'zod';
import { textWidth } from './text_width.ts';
import { TYPE } from './theme.ts';

/** Bars per picture, the last one for everything else. */
export const MAX_BARS = 15;
/** Marks of one picture: more cannot be told apart, and the rows of the report have them all. */
export const MAX_MARKS = 500;
/** Points of the spot chart that get a number. */
export const NUMBERED_POINTS = 8;

const usd = z.number();
const share = z.number().min(0).max(1);

/** job_cost: one row per bar, the most expensive first; "Other (103 jobs)" last, its sum in `other` alone. */
export const jobCostRow = z.object({
  name: z.string(),
  on_demand: usd,
  spot: usd,
  other: usd,
  /** on_demand + spot + other, where the label stands. */
  total: usd,
  /** '$11,790' */
  label: z.string(),
});

/** compute_type_cost: one row per compute type, the most expensive first. */
export const computeTypeCostRow = z.object({
  name: z.string(),
  cost: usd,
  /** '$31,210 (30%)' */
  label: z.string(),
});

/** job_cost_pareto: one row per job, the most expensive first. */
export const jobCostParetoRow = z.object({
  rank: z.number().int().positive(),
  name: z.string(),
  cost: usd,
  /** '$11,790', shown beside the first five names. */
  label: z.string(),
  /** Cost of this and all earlier jobs as a share of the total, 0 to 1. */
  cumulative_share: share,
  /** 1 for the jobs that make up the 80%, else 0. */
  core: z.union([z.literal(0), z.literal(1)]),
  /** '8 jobs make 80%' on the last core job, null on all others. */
  note: z.string().nullable(),
});

/** spot_risk_by_job: one row per job, the riskiest first. */
export const spotRiskRow = z.object({
  name: z.string(),
  /** 1 to 8 for those with the most at risk, null for the rest. */
  number: z.number().int().positive().nullable(),
  /** '$3,160', what is at risk, in the key below the plot. */
  label: z.string(),
  spot_share: share,
  cost: usd,
  evictions: z.number().int().nonnegative(),
  /** 0 to 1; null when no run has finished, drawn as a hollow point. */
  failure_rate: share.nullable(),
});

export type JobCostRow = z.infer<typeof jobCostRow>;
export type ComputeTypeCostRow = z.infer<typeof computeTypeCostRow>;
export type JobCostParetoRow = z.infer<typeof jobCostParetoRow>;
export type SpotRiskRow = z.infer<typeof spotRiskRow>;

// Pixels, on a canvas 800 wide: what is left for the bars beside the longest name that is not shortened.
const NARROWEST_PLOT = 450;
const LABEL_GAP = 12;

/** End of the axis that leaves room for the label of every bar. */
function roomForLabels(bars: readonly { readonly value: number; readonly label: string }[]): number {
  const ends = bars.map(({ value, label }) => {
    const width = textWidth(label, TYPE.label, 500) + LABEL_GAP;
    return Math.max(0, value) / (1 - width / NARROWEST_PLOT);
  });
  return Math.max(1e-6, ...ends);
}

export function jobCostFrame(rows: readonly JobCostRow[]) {
  const bars = rows.map((row) => ({ value: row.total, label: row.label }));
  return { height: 130 + 29 * rows.length, params: { domainMax: roomForLabels(bars) } } as const;
}

export function computeTypeCostFrame(rows: readonly ComputeTypeCostRow[]) {
  const bars = rows.map((row) => ({ value: row.cost, label: row.label }));
  return { height: 100 + 43 * rows.length, params: { domainMax: roomForLabels(bars) } } as const;
}

/** Bars from which on the names have room inside the plot. */
const NAMES_INSIDE = 12;
/** Pixels of the key below a plot: a heading, and up to four names on either side. */
const KEY = { heading: 40, line: 23, perColumn: 4 } as const;

function keyHeight(numbered: number): number {
  return numbered === 0 ? 0 : KEY.heading + KEY.line * Math.min(KEY.perColumn, numbered);
}

/** `total` is the cost of all jobs, also of those not among the rows: both axes share its scale. */
export function jobCostParetoFrame(rows: readonly JobCostParetoRow[], total: number) {
  const slots = Math.max(6, rows.length);
  const params = { domainMax: Math.max(1e-6, total), slots, bars: rows.length };
  return { height: 430 + (slots < NAMES_INSIDE ? keyHeight(rows.length) : 0), params } as const;
}

/** Three decades of cost at most; cheaper jobs stand on the lower edge. */
export function spotRiskFrame(rows: readonly SpotRiskRow[]) {
  const costs = rows.map((row) => row.cost);
  const domainMax = Math.max(10, ...costs);
  const domainMin = Math.max(domainMax / 1000, Math.min(domainMax / 10, ...costs));
  const sizeMax = evenCeiling(Math.max(4, ...rows.map((row) => row.evictions)));
  return {
    height: 500 + keyHeight(rows.filter((row) => row.number !== null).length),
    params: { domainMax, domainMin, sizeMax, ticks: logTicks(domainMin, domainMax) },
  } as const;
}

/** The next even number of two digits and zeros, so that the legend can name the end and the middle in few signs. */
function evenCeiling(count: number): number {
  const step = 2 * 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.ceil(count / step) * step;
}

/** 1, 3, 10, 30 ... within the range. */
function logTicks(min: number, max: number): readonly number[] {
  const exponents = Array.from({ length: 24 }, (_, index) => index - 6);
  return exponents
    .flatMap((exponent) => [Number(`1e${exponent}`), Number(`3e${exponent}`)])
    .filter((tick) => tick >= min && tick <= max);
}
