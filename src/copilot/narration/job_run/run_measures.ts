// The figures every narration of a run starts from.
import { median, significant, sum } from '#src/lib/stats.ts';
import type { Fact } from '#src/reports/facts.ts';
import type { RunStudy, SiblingRun } from '../../study/run_study.ts';
import { figures } from '../common/figures.ts';

export const run = (study: RunStudy) => figures(study, 'facts/run_profile');
export const siblings = (study: RunStudy) => figures(study, 'facts/run_siblings');

export function costMicros(study: RunStudy): number | null {
  return study.usage.length === 0 ? null : sum(study.usage.map((row) => row.cost_micros));
}

export function costFact(study: RunStudy): Fact | null {
  const micros = costMicros(study);
  return micros === null ? null : figures(study, 'facts/run_usage').usd('cost', 'cost of the run', micros);
}

export function durationFact(study: RunStudy): Fact | null {
  const ms = study.run.duration_ms;
  return ms === null ? null : run(study).minutes('duration', 'duration of the run', ms / 60_000);
}

/** Runs that can be compared with: ended well, with the measure in question. */
export function good(study: RunStudy): SiblingRun[] {
  return study.siblings.filter((item) => item.run_status === 'SUCCESS');
}

export function usual(study: RunStudy, of: (item: SiblingRun) => number | null): number | null {
  const values = good(study)
    .map(of)
    .filter((value): value is number => value !== null);
  const value = values.length >= 3 ? median(values) : null;
  return value === null ? null : significant(value);
}

export function sizeOf(item: Pick<SiblingRun, 'max_nodes' | 'fixed_nodes'>): number | null {
  return item.max_nodes ?? item.fixed_nodes;
}

export function isBad(study: RunStudy): boolean {
  return study.run.run_status === 'FAILED';
}

export function startFact(study: RunStudy): Fact {
  return run(study).day('day', 'day the run started', study.run.start_time.slice(0, 10));
}
