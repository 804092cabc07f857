// The savings this job offers, each with its arithmetic; narrations choose from them.
import { errorFamily } from '#src/lib/error_families.ts';
import { median, significant } from '#src/lib/stats.ts';
import { compareText, plural } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import {
  costOf,
  countFact,
  from,
  isFailed,
  isFinished,
  meanCpu,
  spotPct,
  totals,
  usdFact,
} from './measures.ts';

export interface Saving {
  readonly key: string;
  readonly micros: number;
  /** What to change, imperative, lower case. */
  readonly action: Line;
  /** Current, changed, difference. */
  readonly sums: Line;
  readonly risk: Line;
}

/** CPU a cluster is sized for, percent: enough head-room for the busiest stage. */
const TARGET_CPU_PCT = 65;
/** Spot share of a batch job whose driver stays on demand. */
const TARGET_SPOT_PCT = 80;

/** A spot share this close to the target is as good as there. */
const WORTHWHILE_SPOT_POINTS = 5;
/** A size is worth changing only when a good part of the workers can go. */
const WORTHWHILE_CUT = 0.15;

/** Largest first; only those worth at least a dollar. */
export function savingsOf(study: JobStudy): Saving[] {
  const all = [spotSaving(study), revertSaving(study), failureSaving(study), sizeSaving(study)];
  return all
    .filter((saving): saving is Saving => saving !== null && saving.micros >= 1_000_000)
    .sort((a, b) => b.micros - a.micros || compareText(a.key, b.key));
}

function spotSaving(study: JobStudy): Saving | null {
  const pct = spotPct(study);
  const { costMicros, spotMicros } = totals(study, 'current');
  const classic = study.runs.some((run) => run.worker_instance_type !== null);
  if (pct === null || pct > TARGET_SPOT_PCT - WORTHWHILE_SPOT_POINTS || !classic) return null;
  const discount = study.settings.spotDiscount;
  const moved = Math.round((costMicros * TARGET_SPOT_PCT) / 100) - spotMicros;
  const micros = Math.round(moved * discount);
  const now = study.sheet.add({
    key: 'spot.pct',
    label: 'share of cost on spot',
    value: pct,
    unit: 'percent',
    ...from('cost'),
  });
  const target = study.sheet.add({
    key: 'target.spot',
    label: 'spot share aimed for',
    value: TARGET_SPOT_PCT,
    unit: 'percent',
  });
  const rate = study.sheet.add({
    key: 'setting.spot_discount',
    label: 'assumed spot discount',
    value: discount,
    unit: 'ratio',
  });
  return {
    key: 'spot',
    micros,
    action: line`raise the spot share from ${now} to ${target}, driver on demand`,
    sums: line`${usdFact(study, 'saving.spot.moved', 'cost that would move to spot', moved)} would move to spot x ${rate} assumed discount = ${usdFact(study, 'saving.spot', 'saving from more spot', micros)}`,
    risk: line`more evictions, so repeats and a less certain end; the discount is on the machine price, not on the DBU list price`,
  };
}

/** A raised autoscale ceiling that made runs dearer: the runs before it are the evidence. */
function revertSaving(study: JobStudy): Saving | null {
  const change = study.changes.filter((c) => c.event_time.slice(0, 10) >= study.params.from).at(-1);
  if (!change) return null;
  const runs = [...study.previousRuns, ...study.runs].filter(
    (run) => isFinished(run) && run.cost_micros !== null,
  );
  const cost = (list: readonly JobRun[]) => median(list.map((run) => run.cost_micros!));
  const after = runs.filter((run) => run.start_time >= change.event_time);
  const [a, b] = [cost(runs.filter((run) => run.start_time < change.event_time)), cost(after)];
  if (a === null || b === null || b <= a) return null;
  const micros = Math.round((b - a) * after.length);
  const day = study.sheet.add({
    key: `config.${change.event_id}.day`,
    label: 'day of a configuration change',
    value: change.event_time.slice(0, 10),
    unit: 'day',
  });
  return {
    key: 'revert',
    micros,
    action: line`undo the change of ${day} (${quote((change.details ?? 'no details').slice(0, 80))})`,
    sums: line`a run costs ${usdFact(study, 'revert.after', 'median cost of a run after the change', b)} since, ${usdFact(study, 'revert.before', 'median cost of a run before the change', a)} before, x ${countFact(study, 'revert.runs', 'runs since the change', after.length)} ${words(plural(after.length, 'run'))} = ${usdFact(study, 'saving.revert', 'saving from undoing the change', micros)}`,
    risk: line`what the change was made for; run once with the old configuration and compare first`,
  };
}

function failureSaving(study: JobStudy): Saving | null {
  const failed = study.runs.filter((run) => isFailed(run));
  const micros = costOf(failed);
  if (micros === 0) return null;
  return {
    key: 'failures',
    micros,
    action: line`stop the failures`,
    sums: line`${countFact(study, 'runs.failed', 'failed runs', failed.length)} failed ${words(plural(failed.length, 'run'))} = ${usdFact(study, 'failed.cost', 'cost of failed runs', micros)}`,
    risk: line`none; it costs the time to fix them (*Failures* names the errors)`,
  };
}

/** Fewer workers where the CPU idles; never while runs die of memory. */
function sizeSaving(study: JobStudy): Saving | null {
  const cpu = meanCpu(study);
  const size = typicalSize(study.runs);
  if (cpu === null || size === null || cpu >= TARGET_CPU_PCT || hasMemoryErrors(study)) return null;
  const target = Math.max(1, Math.ceil((size * cpu) / TARGET_CPU_PCT));
  if (target > size * (1 - WORTHWHILE_CUT)) return null;
  const { costMicros } = totals(study, 'current');
  const micros = Math.round(costMicros * (1 - target / size));
  const add = (key: string, label: string, value: number) =>
    study.sheet.add({ key, label, value, unit: 'percent', ...from('cost') });
  return {
    key: 'size',
    micros,
    action: line`lower the largest size from ${countFact(study, 'size.now', 'usual largest number of workers', size)} to ${countFact(study, 'size.target', 'workers that would reach the CPU aimed for', target)} workers`,
    sums: line`CPU ${add('cpu', 'mean CPU utilization', significant(cpu))} against ${add('cpu.target', 'CPU utilization aimed for', TARGET_CPU_PCT)} aimed for; the cost falls with the workers: ${usdFact(study, 'cost.micro', 'cost in the period', costMicros)} to ${usdFact(study, 'size.cost', 'cost at the smaller size', costMicros - micros)} = ${usdFact(study, 'saving.size', 'saving from the smaller size', micros)} at most`,
    risk: line`longer runs in stages that do use all workers, and less memory in total`,
  };
}

export function typicalSize(runs: readonly JobRun[]): number | null {
  const sizes = runs
    .map((run) => run.max_nodes ?? run.fixed_nodes)
    .filter((value): value is number => value !== null);
  const value = median(sizes);
  return value === null ? null : Math.round(value);
}

export function hasMemoryErrors(study: JobStudy): boolean {
  return study.runs.some((run) => isFailed(run) && errorFamily(run.error_summary).id === 'out_of_memory');
}
