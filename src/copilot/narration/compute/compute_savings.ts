// What a warehouse or cluster would cost less if it were set up otherwise: each saving with its sum and its risk.
import { ratio } from '#src/lib/stats.ts';
import { form, type Line, line, quote, type Span, words } from '#src/reports/line.ts';
import { dbuRate, nextSmaller, SLOW_MS } from '../../study/compute_sizes.ts';
import type { ComputeKind, Config } from '../../study/compute_study.ts';
import type { Figures } from '../common/figures.ts';
import { counted } from '../common/phrases.ts';
import { becomes, estimate, type Find, inOrder, type Saving } from '../common/saving.ts';
import { FEWEST_CPU_ROWS, sizeAction, sizeReason, sizing } from '../common/sizing.ts';

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
  /** Days with a CPU figure. */
  readonly cpuRows: number;
  /** Queries with a recorded time, and those of them that take longer than SLOW_MS. */
  readonly timed: number;
  readonly slow: number;
}

/** Minutes after which a warehouse, or a cluster, should stop when nobody uses it. */
const AUTO_STOP_TARGET = { SQL_WAREHOUSE: 10, APC_CLUSTER: 30 } as const;
/** A smaller warehouse is offered only while at most this share of its queries, percent, is slow. */
export const SLOW_MOST_PCT = 5;

/** In the order they should be done; see inOrder. */
export function savingsOf(use: ComputeUse): Saving[] {
  return inOrder(use, use.costMicros, [alwaysOn, shorterStop, extraClusters, smallerSize, fewerWorkers]);
}

/** null: no query has a time. */
export function slowPct({ timed, slow }: Pick<ComputeUse, 'timed' | 'slow'>): number | null {
  return ratio(slow * 100, timed);
}

const alwaysOn: Find<ComputeUse> = (use, left) => {
  const { config, awakeHours, idleHours } = use;
  if (config?.auto_stop_mins !== 0 || awakeHours === null || !idleHours) return null;
  const micros = estimate((left * idleHours) / awakeHours, left);
  return {
    key: 'always_on',
    micros,
    action: (f) =>
      line`switch auto-stop on, at ${f.minutes('auto_stop.target', 'auto-stop aimed for', AUTO_STOP_TARGET[use.kind])}`,
    sums: (f) =>
      line`${f.hours('hours.awake', 'hours awake', awakeHours)} awake at ${hourFact(use, f)} an hour = ${f.usd('cost', 'cost in the period', use.costMicros)}; without the ${f.hours('hours.idle', 'hours awake in which no query started', idleHours)} in which no query started, ${becomes(f, 'always_on', left, micros)}, at most`,
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
const shorterStop: Find<ComputeUse> = (use, left) => {
  const now = use.config?.auto_stop_mins ?? 0;
  const target = AUTO_STOP_TARGET[use.kind];
  if (now <= target || use.stops === 0 || !use.awakeHours) return null;
  const hours = (use.stops * (now - target)) / 60;
  const micros = estimate((use.costMicros * hours) / use.awakeHours, left);
  return {
    key: 'auto_stop',
    micros,
    action: (f) =>
      line`lower auto-stop from ${f.minutes('auto_stop', 'auto-stop', now)} to ${f.minutes('auto_stop.target', 'auto-stop aimed for', target)}`,
    sums: (f) =>
      line`${counted(f.count('stops', 'stops in the period', use.stops), 'stop')} x ${f.minutes('auto_stop.cut', 'idle minutes saved per stop', now - target)} = ${f.hours('auto_stop.hours', 'idle hours before stops that would go', hours)} x ${hourFact(use, f)} an hour: ${becomes(f, 'auto_stop', left, micros)}, at most`,
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

const extraClusters: Find<ComputeUse> = (use, left) => {
  const average = averageClusters(use);
  const rate = dbuRate(use.config?.size ?? null);
  if (average < SCALES || rate === null) return null;
  const micros = estimate(left * (1 - 1 / average), left);
  return {
    key: 'clusters',
    micros,
    action: (f) =>
      line`cap it at ${f.count('clusters.target', 'largest number of clusters aimed for', 1)} cluster`,
    sums: (f) =>
      line`on average ${f.times('clusters.average', 'clusters awake on average', average)} the DBUs of one cluster (${f.dbu('rate', 'DBUs per hour of one cluster of this size, as published', rate)} an hour) were used; with one cluster ${becomes(f, 'clusters', left, micros)}, at most`,
    risk: () =>
      line`queries queue when many people ask at once; queue time is not in this database, so look at it first`,
  };
};

const smallerSize: Find<ComputeUse> = (use, left) => {
  const size = use.config?.size ?? null;
  const smaller = nextSmaller(size);
  const [now, then] = [dbuRate(size), dbuRate(smaller)];
  const slow = slowPct(use);
  if (!size || !smaller || !now || !then || slow === null || slow > SLOW_MOST_PCT) return null;
  if (averageClusters(use) >= SCALES) return null;
  const micros = estimate(left * (1 - then / now), left);
  return {
    key: 'size',
    micros,
    action: () => line`take one size less, ${quote(smaller)} instead of ${quote(size)}`,
    sums: (f) =>
      line`${f.dbu('rate', 'DBUs per hour of one cluster of this size, as published', now)} an hour become ${f.dbu('rate.smaller', 'DBUs per hour of one cluster of the next smaller size, as published', then)}; at the same hours ${becomes(f, 'size', left, micros)}, at most`,
    risk: (f) => line`queries take longer; now ${slowText(f, use)}; spilling is not recorded here`,
  };
};

/** '2 of 310 queries take more than 30 s, 0.6%'. */
export function slowText(f: Figures, use: Pick<ComputeUse, 'timed' | 'slow'>): Line {
  const timed = counted(
    f.count('queries.timed', 'queries with a recorded time', use.timed),
    'query',
    'queries',
  );
  const limit = f.seconds('queries.slow.limit', 'time from which a query counts as slow', SLOW_MS / 1000);
  if (use.slow === 0) return line`none of ${timed} takes more than ${limit}`;
  const slow = f.count('queries.slow', 'slow queries', use.slow);
  const pct = f.percent('queries.slow.pct', 'share of slow queries', slowPct(use) ?? 0);
  return line`${slow} of ${timed} ${words(use.slow === 1 ? 'takes' : 'take')} more than ${limit}, ${pct}`;
}

/** '5%': the share of slow queries up to which a smaller size is offered. */
export function slowLimitFact(f: Figures) {
  return f.percent(
    'queries.slow.most',
    'share of slow queries up to which a smaller size is offered',
    SLOW_MOST_PCT,
  );
}

/** Fewer workers where the CPU idles; only where CPU was measured. How many there are is not recorded for clusters. */
const fewerWorkers: Find<ComputeUse> = (use, left) => {
  const cpu = use.cpuPct;
  const size = cpu === null || use.cpuRows < FEWEST_CPU_ROWS ? null : sizing(cpu, null);
  if (cpu === null || !size) return null;
  const micros = estimate(left * (1 - size.keep), left);
  return {
    key: 'workers',
    micros,
    action: (f) => sizeAction(f, size),
    sums: (f) =>
      line`${sizeReason(f, cpu, size)}; if the cost falls with them, ${becomes(f, 'workers', left, micros)}, at most`,
    risk: () =>
      line`less memory in total and longer peaks; the mean hides bursts, so compare a busy day first`,
  };
};
