// What a warehouse or cluster would cost less if it were set up otherwise: each saving with its sum and its risk.
import { ratio } from '#src/lib/stats.ts';
import { form, type Line, line, quote, type Span, words } from '#src/reports/line.ts';
import { dbuRate, nextSmaller } from '../../study/compute_sizes.ts';
import type { ComputeKind, Config } from '../../study/compute_study.ts';
import { changeInCents } from '../common/cost_parts.ts';
import type { Figures } from '../common/figures.ts';
import { counted } from '../common/phrases.ts';

export interface Saving {
  readonly key: string;
  readonly micros: number;
  /** What to do, an imperative clause. Facts are added only by what is written. */
  readonly action: (f: Figures) => Line;
  /** Current, changed, difference. */
  readonly sums: (f: Figures) => Line;
  readonly risk: (f: Figures) => Line;
}

/** One warehouse or cluster over the period, in plain numbers. */
export interface ComputeUse {
  readonly kind: ComputeKind;
  readonly costMicros: number;
  readonly dbuMicros: number;
  /** null: not recorded. */
  readonly awakeHours: number | null;
  /** Times it stopped by itself or by hand. */
  readonly stops: number;
  /** Clock hours awake without a query; null where queries are not recorded. */
  readonly idleHours: number | null;
  readonly config: Config | null;
  readonly cpuPct: number | null;
  /** Slowest queries; null where they are not recorded or not looked at. */
  readonly tailMs: number | null;
}

/** Minutes after which a warehouse, or a cluster, should stop when nobody uses it. */
const AUTO_STOP_TARGET = { SQL_WAREHOUSE: 10, APC_CLUSTER: 30 } as const;
/** CPU utilization a cluster is sized for, percent. */
export const CPU_TARGET_PCT = 65;
/** Never recommend less than this share of the workers in one step. */
const SMALLEST_STEP = 0.5;
/** A smaller warehouse is offered only while its slowest queries are short: at double the time they still end within a minute. */
export const TAIL_LIMIT_MS = 30_000;

/** In the order they should be done; each is computed on what the ones before leave, so that they may be added. */
export function savingsOf(use: ComputeUse): Saving[] {
  const savings: Saving[] = [];
  let left = use.costMicros;
  for (const find of [alwaysOn, shorterStop, extraClusters, smallerSize, fewerWorkers]) {
    const saving = find(use, left);
    if (!saving || saving.micros < 1_000_000) continue;
    savings.push(saving);
    left -= saving.micros;
  }
  return savings;
}

export function savedMicros(savings: readonly Saving[]): number {
  return savings.reduce((sum, saving) => sum + saving.micros, 0);
}

/** A saving as written, so that what is left and what is saved add up on paper. */
function written(leftMicros: number, savedMicros: number): number {
  return changeInCents(leftMicros, Math.round(leftMicros - savedMicros));
}

type Find = (use: ComputeUse, leftMicros: number) => Saving | null;

const alwaysOn: Find = (use, left) => {
  const { config, awakeHours, idleHours } = use;
  if (config?.auto_stop_mins !== 0 || awakeHours === null || !idleHours) return null;
  const micros = written(left, (left * idleHours) / awakeHours);
  return {
    key: 'always_on',
    micros,
    action: (f) =>
      line`switch auto-stop on, at ${f.minutes('auto_stop.target', 'auto-stop aimed for', AUTO_STOP_TARGET[use.kind])}`,
    sums: (f) =>
      line`${f.hours('hours.awake', 'hours awake', awakeHours)} awake at ${hourFact(use, f)} an hour = ${f.usd('cost', 'cost in the period', use.costMicros)}; without the ${f.hours('hours.idle', 'hours awake in which no query started', idleHours)} in which no query started ${f.usd('cost.without_idle', 'cost without the idle hours', left - micros)}; difference ${f.usd('saving.always_on', 'saving from auto-stop', micros)}, at most`,
    risk: () => line`the first query after a pause waits for a start (${words(startTime(config))})`,
  };
};

/** To the cent, so that hours times rate can be checked. */
function hourFact({ costMicros, awakeHours }: ComputeUse, f: Figures): Span {
  return form(f.usd('cost.hour', 'cost of an hour awake', costMicros / (awakeHours ?? 1)), 1);
}

function startTime(config: Config): string {
  return config.warehouse_type === 'SERVERLESS'
    ? 'seconds on serverless'
    : 'minutes on pro and classic, seconds on serverless';
}

/** Every stop was preceded by the whole auto-stop time without work. */
const shorterStop: Find = (use, left) => {
  const now = use.config?.auto_stop_mins ?? 0;
  const target = AUTO_STOP_TARGET[use.kind];
  if (now <= target || use.stops === 0 || !use.awakeHours) return null;
  const hours = (use.stops * (now - target)) / 60;
  const micros = written(left, Math.min(left, (use.costMicros * hours) / use.awakeHours));
  return {
    key: 'auto_stop',
    micros,
    action: (f) =>
      line`lower auto-stop from ${f.minutes('auto_stop', 'auto-stop', now)} to ${f.minutes('auto_stop.target', 'auto-stop aimed for', target)}`,
    sums: (f) =>
      line`${counted(f.count('stops', 'stops in the period', use.stops), 'stop')} x ${f.minutes('auto_stop.cut', 'idle minutes saved per stop', now - target)} = ${f.hours('auto_stop.hours', 'idle hours before stops that would go', hours)} x ${hourFact(use, f)} an hour = ${f.usd('saving.auto_stop', 'saving from a shorter auto-stop', micros)}; the cost goes from ${f.usd('cost', 'cost in the period', use.costMicros)} to ${f.usd('cost.auto_stop', 'cost with the shorter auto-stop', left - micros)}`,
    risk: () => line`people who pause for longer wait for a start again; stops by hand would save less`,
  };
};

/** Clusters awake on average, as DBUs per hour tell; 1 where it may not scale. */
function averageClusters({ config, awakeHours, dbuMicros }: ComputeUse): number {
  const rate = dbuRate(config?.size ?? null);
  if (rate === null || !awakeHours || (config?.max_clusters ?? 1) <= 1) return 1;
  return ratio(dbuMicros / 1e6, awakeHours * rate) ?? 1;
}

/** From this average on it scales in earnest: a smaller size would only call for more clusters. */
const SCALES = 1.05;

const extraClusters: Find = (use, left) => {
  const average = averageClusters(use);
  const rate = dbuRate(use.config?.size ?? null);
  if (average < SCALES || rate === null) return null;
  const micros = written(left, left * (1 - 1 / average));
  return {
    key: 'clusters',
    micros,
    action: (f) =>
      line`cap it at ${f.count('clusters.target', 'largest number of clusters aimed for', 1)} cluster`,
    sums: (f) =>
      line`on average ${f.times('clusters.average', 'clusters awake on average', average)} the DBUs of one cluster (${f.dbu('rate', 'DBUs per hour of one cluster of this size, as published', rate)} an hour) were used; one cluster: ${f.usd('cost.one_cluster', 'cost with one cluster', left - micros)} instead of ${f.usd('cost.before_clusters', 'cost before this step', left)}; difference ${f.usd('saving.clusters', 'saving from one cluster', micros)}`,
    risk: () =>
      line`queries queue when many people ask at once; queue time is not in this database, so look at it first`,
  };
};

const smallerSize: Find = (use, left) => {
  const size = use.config?.size ?? null;
  const smaller = nextSmaller(size);
  const [now, then] = [dbuRate(size), dbuRate(smaller)];
  if (!size || !smaller || !now || !then || use.tailMs === null || use.tailMs > TAIL_LIMIT_MS) return null;
  if (averageClusters(use) >= SCALES) return null;
  const tail = use.tailMs;
  const micros = written(left, left * (1 - then / now));
  return {
    key: 'size',
    micros,
    action: () => line`take one size less, ${quote(smaller)} instead of ${quote(size)}`,
    sums: (f) =>
      line`${f.dbu('rate', 'DBUs per hour of one cluster of this size, as published', now)} an hour become ${f.dbu('rate.smaller', 'DBUs per hour of one cluster of the next smaller size, as published', then)}; at the same hours ${f.usd('cost.before_size', 'cost before this step', left)} becomes ${f.usd('cost.smaller', 'cost at the smaller size', left - micros)}; difference ${f.usd('saving.size', 'saving from the smaller size', micros)}`,
    risk: (f) =>
      line`queries take longer, the slowest ${f.percent('tail.share', 'share of the slowest queries', 5)} (now above ${f.seconds('tail', 'time the slowest queries take at least', tail / 1000)}) most; spilling is not recorded here`,
  };
};

/** Fewer workers where the CPU idles; only where CPU was measured. */
const fewerWorkers: Find = (use, left) => {
  const cpu = use.cpuPct;
  if (cpu === null || cpu >= CPU_TARGET_PCT * 0.85) return null;
  const share = Math.max(SMALLEST_STEP, cpu / CPU_TARGET_PCT);
  const micros = written(left, left * (1 - share));
  return {
    key: 'workers',
    micros,
    action: (f) =>
      line`run it with ${f.percent('workers.share', 'share of the workers that would be kept', share * 100)} of its workers`,
    sums: (f) =>
      line`CPU ${f.percent('cpu', 'mean CPU utilization', cpu)} against ${f.percent('cpu.target', 'CPU utilization aimed for', CPU_TARGET_PCT)} aimed for; the cost falls with the workers from ${f.usd('cost.before_workers', 'cost before this step', left)} to ${f.usd('cost.workers', 'cost with fewer workers', left - micros)}; difference ${f.usd('saving.workers', 'saving from fewer workers', micros)}, at most`,
    risk: () =>
      line`less memory in total and longer peaks; the mean hides bursts, so compare a busy day first`,
  };
};
