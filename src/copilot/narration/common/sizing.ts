// How many workers a job or cluster needs by its CPU: one rule for all of them, so that equal CPU gives equal advice.
import { type Line, line } from '#src/reports/line.ts';
import type { Figures } from './figures.ts';

/** CPU utilization a cluster is sized for, percent: head-room for the busiest stage. */
export const CPU_TARGET_PCT = 65;
/** Never recommend less than this share of the workers in one step. */
const SMALLEST_STEP = 0.5;
/** A size is worth changing only when at least this share of the workers can go. */
const WORTHWHILE_CUT = 0.15;
/** Measured days of runs below which a mean CPU says little. */
export const FEWEST_CPU_ROWS = 5;

export interface Sizing {
  /** Recorded and proposed workers, and how many the CPU alone asks for; null where they are not recorded. */
  readonly workers: { readonly now: number; readonly then: number; readonly needed: number } | null;
  /** Share of the workers the CPU alone asks for. */
  readonly needed: number;
  /** Share of the cost that stays: nodes then / nodes now, the driver among them where workers are known. */
  readonly keep: number;
}

/** null when the size fits. */
export function sizing(cpuPct: number, workers: number | null): Sizing | null {
  const needed = asPrinted(cpuPct) / CPU_TARGET_PCT;
  const share = Math.max(SMALLEST_STEP, needed);
  if (workers === null) return share > 1 - WORTHWHILE_CUT ? null : { workers: null, needed, keep: share };
  const then = Math.max(1, Math.ceil(workers * share));
  if (then > workers * (1 - WORTHWHILE_CUT)) return null;
  const counts = { now: workers, then, needed: Math.max(1, Math.ceil(workers * needed)) };
  return { workers: counts, needed, keep: (then + 1) / (workers + 1) };
}

/** The arithmetic starts from the CPU a reader sees. */
function asPrinted(pct: number): number {
  return pct >= 9.95 ? Math.round(pct) : Math.round(pct * 10) / 10;
}

/** 'lower its size from 16 to 10 workers', 'keep 57% of its workers'. */
export function sizeAction(f: Figures, { workers, keep }: Sizing): Line {
  if (workers === null)
    return line`run it with ${f.percent('workers.share', 'share of the workers that would be kept', keep * 100)} of its workers`;
  const now = f.count('workers', 'largest number of workers', workers.now);
  return line`lower its size from ${now} to ${f.count('workers.target', 'workers that would be enough', workers.then)} workers`;
}

/** Where the number of workers comes from, up to the cost. */
export function sizeReason(f: Figures, cpuPct: number, { workers, needed, keep }: Sizing): Line {
  const cpu = f.percent('cpu', 'mean CPU utilization', cpuPct);
  const target = f.percent('cpu.target', 'CPU utilization aimed for', CPU_TARGET_PCT);
  const step = line`, but never fewer than half in one step`;
  if (workers === null) {
    const share = f.percent('workers.needed.pct', 'share of the workers that the CPU asks for', needed * 100);
    return line`CPU ${cpu} / ${target} aimed for = ${share} of the workers${keep > needed ? step : []}; how many it has is not recorded`;
  }
  const now = f.count('workers', 'largest number of workers', workers.now);
  const enough = f.count('workers.needed', 'workers that the CPU asks for', workers.needed);
  const nodes = f.count('nodes', 'workers and the driver', workers.now + 1);
  const nodesThen = f.count('nodes.target', 'proposed workers and the driver', workers.then + 1);
  return line`${now} workers x CPU ${cpu} / ${target} aimed for = ${enough}, rounded up${workers.then > workers.needed ? step : []}; with the driver ${nodesThen} nodes instead of ${nodes}`;
}

/** The rule, said once under an answer about sizes. */
export function sizeRule(f: Figures): Line {
  const target = f.percent('cpu.target', 'CPU utilization aimed for', CPU_TARGET_PCT);
  const least = f.percent('cut.least', 'share of the workers that must be able to go', WORTHWHILE_CUT * 100);
  return line`One rule for every job and cluster: workers x CPU / ${target}, rounded up, never fewer than half in one step; proposed only where at least ${least} of the workers can go and no run died of memory. The mean CPU hides peaks.`;
}
