// What else changed at the same time as a job's cost: spot share, evictions, jobs before it, the days of the month.
import { ratio, sum } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import { figures } from '../common/figures.ts';
import { counted, said } from '../common/phrases.ts';
import { medianMinutes, totals } from './measures.ts';
import { monthPoint } from './month_pattern.ts';

/** From this many points of difference on, a spot share counts as changed. */
const SPOT_POINTS = 20;
/** Evictions are named when they at least doubled, to this many or more. */
const EVICTIONS = 3;

export function nearPoints(study: JobStudy): Line[] {
  return said([monthPoint(study), spotPoint(study), evictionPoint(study), upstreamPoint(study)]);
}

function spotShare(study: JobStudy, period: 'current' | 'previous'): number | null {
  const { spotMicros, costMicros } = totals(study, period);
  return costMicros > 0 ? ratio(spotMicros * 100, costMicros) : null;
}

/** No part of the change: a DBU costs the same on spot. Said because the machines do not. */
function spotPoint(study: JobStudy): Line | null {
  const [before, now] = [spotShare(study, 'previous'), spotShare(study, 'current')];
  if (before === null || now === null || Math.abs(now - before) < SPOT_POINTS) return null;
  const f = figures(study, 'facts/job_periods');
  const a = f.past().percent('spot.pct', 'share of cost on spot in the period before', before);
  const b = f.percent('spot.pct', 'share of cost on spot', now);
  const moved = words(now < before ? 'fell' : 'rose');
  const machines = words(now < before ? 'machines on demand cost more' : 'spot machines cost less');
  return line`The share on spot ${moved} from ${a} to ${b} at the same time. A DBU costs the same on both, so this is no part of the dollars above; ${machines}, which these data do not hold.`;
}

function evictionPoint(study: JobStudy): Line | null {
  const [before, now] = [evictions(study.previousRuns), evictions(study.runs)];
  if (study.previousRuns.length === 0 || now < EVICTIONS || now < 2 * before) return null;
  const f = figures(study, 'facts/job_runs');
  const n = f.count('evictions.now', 'evictions of spot machines in runs of the period', now);
  const m = f
    .past()
    .count('evictions.before', 'evictions of spot machines in runs of the period before', before);
  const hit = study.runs.filter((run) => run.evictions > 0);
  const runs = f.count('evicted.runs', 'runs that lost a spot machine', hit.length);
  const all = counted(f.count('runs.all', 'runs of the period', study.runs.length), 'run');
  return line`Spot machines${machineType(hit)} were taken away ${n} ${words(plural(now, 'time'))}, ${m} in the period before; ${runs} of ${all} lost some${durations(study, hit)}.`;
}

/** Whether spot capacity was lost or gained while the cost changed. */
export function isAboutSpot(study: JobStudy): boolean {
  return evictionPoint(study) !== null || spotPoint(study) !== null;
}

function evictions(runs: readonly JobRun[]): number {
  return sum(runs.map((run) => run.evictions));
}

function machineType(runs: readonly JobRun[]): Line {
  const types = [...new Set(runs.map((run) => run.worker_instance_type))];
  return types.length === 1 && types[0] ? line` (${quote(types[0])})` : [];
}

/** How long good runs with and without took; empty where one kind has none. */
function durations(study: JobStudy, hit: readonly JobRun[]): Line {
  const good = study.runs.filter((run) => run.run_status === 'SUCCESS');
  const long = medianMinutes(good.filter((run) => hit.includes(run)));
  const short = medianMinutes(good.filter((run) => !hit.includes(run)));
  if (long === null || short === null) return [];
  const f = figures(study, 'facts/job_runs');
  const a = f.minutes('evicted.median', 'median duration of good runs that lost a spot machine', long);
  const b = f.minutes('calm.median', 'median duration of good runs that lost none', short);
  return line`, and the good ones among them took ${a} (median), other good runs ${b}`;
}

/** Failures of the jobs it waits for: late and repeated runs often begin there. */
function upstreamPoint(study: JobStudy): Line | null {
  const failing = study.neighbours
    .filter((job) => job.direction === 'upstream' && job.failed_runs > 0)
    .sort((a, b) => b.failed_runs - a.failed_runs || (a.job_id < b.job_id ? -1 : 1));
  const [worst] = failing;
  if (!worst || worst.failed_runs < EVICTIONS || worst.failed_runs < 2 * worst.previous_failed_runs)
    return null;
  const job = { ref: `job:${worst.job_id}`, name: worst.job_name?.trim() || `job ${worst.job_id}` };
  const f = figures(study, 'facts/job_neighbours').of(job.ref);
  const now = f.count('failed', 'failed runs in the period', worst.failed_runs);
  const before = f.past().count('failed', 'failed runs in the period before', worst.previous_failed_runs);
  return line`${job}, which it waits for, failed ${now} ${words(plural(worst.failed_runs, 'time'))}, ${before} in the period before.`;
}
