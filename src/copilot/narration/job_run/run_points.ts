// Single points about a run: what is usual for its job, what it ran on, what went wrong, which attempts there were.
import { ratio } from '#src/lib/stats.ts';
import { truncate } from '#src/lib/text.ts';
import { type EntityName, type Line, line, quote, words } from '#src/reports/line.ts';
import type { RunStudy } from '../../study/run_study.ts';
import { figures } from '../common/figures.ts';
import { counted, listed } from '../common/phrases.ts';
import { durationFact, good, run, sameFailures, siblings, sizeOf, usual, usualRun } from './run_measures.ts';

const STATUS: Readonly<Record<string, string>> = {
  SUCCESS: 'went through',
  FAILED: 'failed',
  CANCELLED: 'was cancelled',
  SKIPPED: 'was skipped',
  RUNNING: 'is still running',
};

/** Enough of an error message to act on, in characters. */
const LONGEST_MESSAGE = 200;

export function statusWords(study: RunStudy): Line {
  return line`${words(STATUS[study.run.run_status] ?? 'has an unknown status')}`;
}

export function jobName(study: RunStudy): EntityName {
  return { ref: `job:${study.run.job_id}`, name: study.run.job_name ?? 'an unknown job' };
}

/** What its job usually does: the yardstick, without a verdict. */
export function usualPoint(study: RunStudy): Line | null {
  const minutes = usualMinutes(study);
  const middle = usualRun(study);
  if (minutes === null || middle === null) return null;
  const count = siblings(study).count('runs.good', 'good runs in the month before', good(study).length);
  return line`A usual run of this job takes ${usualDuration(study, minutes)} and costs ${usualCost(study, middle.cost_micros)} (the middle ones of ${counted(count, 'good run')} in the month before).`;
}

function usualMinutes(study: RunStudy): number | null {
  return usual(study, (item) => (item.duration_ms === null ? null : item.duration_ms / 60_000));
}

function usualDuration(study: RunStudy, minutes: number) {
  return siblings(study).minutes(
    'duration.usual',
    'median duration of good runs in the month before',
    minutes,
  );
}

export function usualCost(study: RunStudy, micros: number) {
  return siblings(study).usd('cost.usual', 'middle cost of the good runs in the month before', micros);
}

/** How far it came before it failed. */
export function reachedPoint(study: RunStudy): Line | null {
  const minutes = usualMinutes(study);
  const own = durationFact(study);
  const pct = minutes === null || own === null ? null : ratio(Number(own.value) * 100, minutes);
  if (pct === null || own === null) return null;
  const part = siblings(study).percent('duration.reached', 'duration against that of a usual run', pct);
  return line`It failed after ${own}, ${part} of the time a usual run takes (${usualDuration(study, minutes!)}).`;
}

export function computePoint(study: RunStudy): Line {
  const own = sizeOf(study.run);
  if (own === null) return line`Its compute is serverless or not recorded.`;
  const workers = counted(run(study).count('size', 'workers at most', own), 'worker');
  const machine = study.run.worker_instance_type ? line` of ${quote(study.run.worker_instance_type)}` : [];
  const ratioOf = study.run.spot_ratio;
  const spot =
    ratioOf === null
      ? []
      : line`, ${run(study).ratio('spot', 'spot ratio of the run', ratioOf)} of its capacity on spot`;
  return line`It ran on up to ${workers}${machine}${spot}.`;
}

/** Only what differs from the usual run. */
export function sizeChange(study: RunStudy): Line | null {
  const own = sizeOf(study.run);
  const typical = usual(study, sizeOf);
  if (own === null || typical === null || typical === own) return null;
  return line`It had up to ${run(study).count('size', 'workers at most', own)} workers, usually ${siblings(study).count('size.usual', 'usual workers at most', typical)}.`;
}

/** A spot ratio this near to the usual one is the usual one. */
const SAME_SPOT = 0.05;

export function spotChange(study: RunStudy): Line | null {
  const own = study.run.spot_ratio;
  const typical = usual(study, (item) => item.spot_ratio);
  if (own === null || typical === null || Math.abs(own - typical) < SAME_SPOT) return null;
  return line`${run(study).ratio('spot', 'spot ratio of the run', own)} of its capacity was on spot, usually ${siblings(study).ratio('spot.usual', 'usual spot ratio', typical)}.`;
}

export function spotPoint(study: RunStudy): Line | null {
  if (study.run.spot_ratio === null) return line`No spot ratio is recorded for it.`;
  const own = run(study).ratio('spot', 'spot ratio of the run', study.run.spot_ratio);
  const typical = usual(study, (item) => item.spot_ratio);
  if (typical === null) return line`${own} of its capacity was on spot.`;
  return line`${own} of its capacity was on spot, usually ${siblings(study).ratio('spot.usual', 'usual spot ratio', typical)}.`;
}

export function cpuPoint(study: RunStudy): Line | null {
  if (study.self.cpu === null) return line`CPU: not assessed, no telemetry.`;
  return line`CPU was used to ${siblings(study).percent('cpu', 'CPU utilization of the run', study.self.cpu)} on average.`;
}

export function errorPoint(study: RunStudy): Line | null {
  const text = study.run.error_summary?.replace(/\s+/g, ' ').trim();
  return text ? line`The error: “${quote(truncate(text, LONGEST_MESSAGE))}”` : null;
}

/** Whether this kind of failure is new to the job. */
export function recurrencePoint(study: RunStudy): Line {
  const failed = study.siblings.filter((item) => item.run_status === 'FAILED');
  if (failed.length === 0) return line`No other run of this job failed in the month before it.`;
  const f = siblings(study);
  const count = f.count('failed.before', 'failed runs in the month before', failed.length);
  const same = sameFailures(study);
  const others = line`In the month before it, ${count} other ${words(failed.length === 1 ? 'run' : 'runs')} of this job failed`;
  if (same.length === 0) return line`${others}, none with this kind of error.`;
  const part =
    same.length === failed.length
      ? line`${words(same.length === 1 ? 'with' : 'all with')} this kind of error`
      : line`${f.count('failed.same', 'failed runs with the same kind of error', same.length)} of them with this kind of error`;
  const last = f.day('failed.last', 'last of them', same.at(-1)!.start_time.slice(0, 10));
  return line`${others}, ${part}${same.length === 1 ? line`, on ${last}` : line`, last on ${last}`}.`;
}

export function attemptsPoint(study: RunStudy): Line | null {
  if (study.profile.absent.includes('job_runs.retry_of_run_id'))
    return line`Other attempts: not assessed, this database does not record them.`;
  const later = study.attempts.filter((attempt) => attempt.direction === 'later');
  const earlier = study.attempts.some((attempt) => attempt.direction === 'earlier');
  const f = figures(study, 'facts/run_attempts');
  const again = later.map(
    (attempt, i) =>
      line`at ${f.time(`attempt.${i}`, 'start of a later attempt', attempt.start_time)} (${words(STATUS[attempt.run_status] ?? 'unknown')})`,
  );
  if (earlier && again.length === 0) return line`It repeats an attempt that failed.`;
  if (again.length === 0) return null;
  return line`${words(earlier ? 'It repeats an attempt that failed, and was' : 'It was')} repeated ${listed(again)}.`;
}

export function evictionPoint(study: RunStudy): Line | null {
  if (study.self.evictions === 0) return null;
  const count = siblings(study).count('evictions.self', 'spot evictions in the run', study.self.evictions);
  return line`${counted(count, 'spot eviction')} ${words(study.self.evictions === 1 ? 'is' : 'are')} recorded in it (*Spot and evictions* has the times).`;
}

export function unpriced(study: RunStudy): Line[] {
  const count = study.usage.reduce((total, row) => total + row.unpriced_rows, 0);
  if (count === 0) return [];
  const fact = figures(study, 'facts/run_usage').count('unpriced', 'usage rows without a price', count);
  return [
    line`${fact} of its usage rows ${words(count === 1 ? 'has' : 'have')} no price and ${words(count === 1 ? 'is' : 'are')} not in these figures.`,
  ];
}
