// The savings of a job's DBU list cost: one model, whether its own card asks or a report about many jobs.
import { ratio } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { form, line, quote, words } from '#src/reports/line.ts';
import type { ChangeEffect, FamilyLoss, JobUse } from '../../study/job_uses.ts';
import { becomes, estimate, type Find, inOrder, type Saving } from './saving.ts';
import { FEWEST_CPU_ROWS, sizeAction, sizeReason, sizing } from './sizing.ts';

/** Good runs on either side of a change below which their median says little. */
const FEWEST_RUNS = 5;
/** A change made runs dearer only when the median run takes this much more; less happens by itself. */
const WORTHWHILE_RISE = 1.2;
/** Share of the sized runs that must have had the newest size. */
const ONE_SIZE = 0.9;

/** What stands in the way of judging a size. */
export type SizeJudged = 'fits' | 'smaller' | 'memory' | 'change_first' | 'resized' | 'unmeasured';

/** Failures first, then a change to undo, then the size; empty once a job has ended. */
export function jobSavings(use: JobUse): Saving[] {
  if (use.ended) return [];
  return inOrder(use, use.cost_micros, [stopFailures, undoChange, smallerSize]);
}

export function lossOf(use: JobUse, family: string): FamilyLoss | null {
  return use.losses.find((loss) => loss.family === family) ?? null;
}

function failedMicros(use: JobUse): number {
  return use.losses.reduce((sum, loss) => sum + loss.micros, 0);
}

const stopFailures: Find<JobUse> = (use, left) => {
  if (use.failed_runs === 0) return null;
  const micros = estimate(Math.min(left, failedMicros(use)), left);
  return {
    key: 'failures',
    micros,
    action: () => line`stop its failures`,
    sums: (f) =>
      line`${f.count('runs.failed', 'failed runs', use.failed_runs)} of ${f.count('runs', 'runs started in the period', use.total_runs)} ${words(plural(use.total_runs, 'run'))} failed; without their cost ${becomes(f, 'failures', left, micros)}, at most`,
    risk: () =>
      line`none but the time to fix them; a failed run that is not repeated today will cost a whole run once it succeeds (*Failures* names the errors)`,
  };
};

/** Dollars of the middle good run before and since the change, both at the price of today, in whole cents. */
function runCosts(change: ChangeEffect): { readonly before: number; readonly since: number } | null {
  const price = ratio(change.cost_micros_since, change.dbu_micros_since);
  const { dbu_before, dbu_since, runs_before, runs_since } = change;
  if (price === null || dbu_before === null || dbu_since === null) return null;
  if (runs_before < FEWEST_RUNS || runs_since < FEWEST_RUNS || dbu_since < dbu_before * WORTHWHILE_RISE)
    return null;
  const cents = (dbu: number) => Math.round((dbu * price) / 10_000) * 10_000;
  return { before: cents(dbu_before), since: cents(dbu_since) };
}

/** A change of configuration that made good runs take more DBUs: the runs before it are the evidence. */
const undoChange: Find<JobUse> = ({ change }, left) => {
  const costs = change && runCosts(change);
  if (!change || !costs) return null;
  const more = costs.since - costs.before;
  const micros = estimate(Math.min(left, more * change.runs_since), left);
  return {
    key: 'revert',
    micros,
    action: (f) =>
      line`undo the change of ${f.day(`config.${change.event_id}.day`, 'day of a configuration change', change.event_time.slice(0, 10))} (${quote((change.details ?? 'no details').slice(0, 80))})`,
    sums: (f) =>
      line`the median good run costs ${form(f.usd('revert.since', 'median good run since the change, at the price of today', costs.since), 1)} since then; before, it would have cost ${form(f.usd('revert.before_change', 'median good run before the change, at the price of today', costs.before), 1)} at the price of today; ${form(f.usd('revert.more', 'what a good run costs more since the change', more), 1)} more x ${f.count('revert.runs', 'good runs since the change', change.runs_since)} good runs: ${becomes(f, 'revert', left, micros)}, at most`,
    risk: () => line`what the change was made for; run once with the old configuration and compare first`,
  };
};

export function sizeJudged(use: JobUse): SizeJudged {
  if (use.cpu_rows < FEWEST_CPU_ROWS) return 'unmeasured';
  if (use.change && runCosts(use.change)) return 'change_first';
  if (use.workers !== null && use.runs_as_latest < use.sized_runs * ONE_SIZE) return 'resized';
  if (sizing(cpuPct(use), use.workers) === null) return 'fits';
  return lossOf(use, 'out_of_memory') ? 'memory' : 'smaller';
}

/** Mean CPU of the period in percent; 0 without telemetry. */
export function cpuPct(use: JobUse): number {
  return ratio(use.cpu_micros / 1e6, use.cpu_rows) ?? 0;
}

/** Fewer workers where the CPU idles; never while runs die of memory, nor beside a change that is to be undone first. */
const smallerSize: Find<JobUse> = (use, left) => {
  if (sizeJudged(use) !== 'smaller') return null;
  const size = sizing(cpuPct(use), use.workers)!;
  const micros = estimate(left * (1 - size.keep), left);
  return {
    key: 'size',
    micros,
    action: (f) => sizeAction(f, size),
    sums: (f) =>
      line`${sizeReason(f, cpuPct(use), size)}; if the cost falls with them, ${becomes(f, 'size', left, micros)}, at most`,
    risk: () =>
      line`longer runs in stages that do use all workers, and less memory in total; the mean hides bursts, so try one run first`,
  };
};
