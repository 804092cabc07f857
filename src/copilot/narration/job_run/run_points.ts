// Single points about a run: how it compares with the usual run, what it ran on, what went wrong.
import { ratio } from '#src/lib/stats.ts';
import { form, type Line, line, quote, words } from '#src/reports/line.ts';
import type { RunStudy, SiblingRun } from '../../study/run_study.ts';
import { figures } from '../common/figures.ts';
import { counted, listed } from '../common/phrases.ts';
import { costMicros, run, siblings, sizeOf, usual } from './run_measures.ts';

const STATUS: Readonly<Record<string, string>> = {
  SUCCESS: 'went through',
  FAILED: 'failed',
  CANCELLED: 'was cancelled',
  SKIPPED: 'was skipped',
  RUNNING: 'is still running',
};

export function statusWords(study: RunStudy): Line {
  return line`${words(STATUS[study.run.run_status] ?? 'has an unknown status')}`;
}

function compared(
  study: RunStudy,
  key: string,
  unit: 'minutes' | 'usd',
  own: number | null,
  of: (item: SiblingRun) => number | null,
): Line | null {
  const typical = usual(study, of);
  if (own === null || typical === null || typical === 0) return null;
  const pct = ratio((own - typical) * 100, typical)!;
  const write = siblings(study);
  const base =
    unit === 'usd'
      ? write.usd(`${key}.usual`, `median ${key} of good runs in the month before`, typical)
      : write.minutes(`${key}.usual`, `median ${key} of good runs in the month before`, typical);
  if (Math.abs(pct) < 5) return line`as a usual run (${base})`;
  const change = write.percentDelta(`${key}.against_usual`, `${key} against the usual run`, pct);
  return line`${form(change, 1)} ${words(pct > 0 ? 'more than' : 'less than')} a usual run (${base})`;
}

export function usualDuration(study: RunStudy): Line | null {
  const own = study.run.duration_ms === null ? null : study.run.duration_ms / 60_000;
  const text = compared(study, 'duration', 'minutes', own, (item) =>
    item.duration_ms === null ? null : item.duration_ms / 60_000,
  );
  return text && line`It took ${text}.`;
}

export function usualCost(study: RunStudy): Line | null {
  const text = compared(study, 'cost', 'usd', costMicros(study), (item) => item.cost_micros);
  return text && line`It cost ${text}.`;
}

export function sizePoint(study: RunStudy): Line | null {
  const own = sizeOf(study.run);
  const typical = usual(study, sizeOf);
  if (own === null) return line`Its compute is serverless or not recorded.`;
  const workers = run(study).count('size', 'workers at most', own);
  const machine = study.run.worker_instance_type ? line` of ${quote(study.run.worker_instance_type)}` : [];
  if (typical === null || typical === own) return line`Up to ${workers} workers${machine}.`;
  return line`Up to ${workers} workers${machine}, usually ${siblings(study).count('size.usual', 'usual workers at most', typical)}.`;
}

export function spotPoint(study: RunStudy): Line | null {
  if (study.run.spot_ratio === null) return line`No spot ratio is recorded for it.`;
  const own = run(study).ratio('spot', 'spot ratio of the run', study.run.spot_ratio);
  const typical = usual(study, (item) => item.spot_ratio);
  if (typical === null) return line`Its spot ratio was ${own}.`;
  return line`Its spot ratio was ${own}, usually ${siblings(study).ratio('spot.usual', 'usual spot ratio', typical)}.`;
}

export function cpuPoint(study: RunStudy): Line | null {
  if (study.self.cpu === null) return line`CPU: not assessed, no telemetry.`;
  return line`CPU was used to ${siblings(study).percent('cpu', 'CPU utilization of the run', study.self.cpu)}.`;
}

export function errorPoint(study: RunStudy): Line | null {
  const text = study.run.error_summary?.replace(/\s+/g, ' ').trim();
  return text ? line`The error: “${quote(text.length > 200 ? `${text.slice(0, 199)}…` : text)}”` : null;
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
  return line`It lost ${counted(siblings(study).count('evictions.self', 'spot evictions in the run', study.self.evictions), 'node')} of spot capacity.`;
}

export function unpriced(study: RunStudy): Line[] {
  const count = study.usage.reduce((total, row) => total + row.unpriced_rows, 0);
  if (count === 0) return [];
  return [
    line`${figures(study, 'facts/run_usage').count('unpriced', 'usage rows without a price', count)} of its usage rows have no price and are not in these figures.`,
  ];
}
