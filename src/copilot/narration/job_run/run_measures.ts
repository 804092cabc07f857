// The figures every narration of a run starts from.
import { errorFamily } from '#src/lib/error_families.ts';
import { median, significant, sum } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import type { Fact } from '#src/reports/facts.ts';
import type { RunStudy, SiblingRun } from '../../study/run_study.ts';
import { figures } from '../common/figures.ts';

export const run = (study: RunStudy) => figures(study, 'facts/run_profile');
export const siblings = (study: RunStudy) => figures(study, 'facts/run_siblings');

/** Fewer runs make no usual one. */
const LEAST_RUNS = 3;

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
  const value = values.length >= LEAST_RUNS ? median(values) : null;
  return value === null ? null : significant(value);
}

/** The middle one by cost of the good runs: a real run, so that its hours, size and price belong together. */
export function usualRun(study: RunStudy): (SiblingRun & { readonly cost_micros: number }) | null {
  const priced = good(study)
    .flatMap((item) => (item.cost_micros === null ? [] : [{ ...item, cost_micros: item.cost_micros }]))
    .sort((a, b) => a.cost_micros - b.cost_micros || compareText(a.job_run_id, b.job_run_id));
  return priced.length < LEAST_RUNS ? null : priced[Math.floor((priced.length - 1) / 2)]!;
}

export function sizeOf(item: Pick<SiblingRun, 'max_nodes' | 'fixed_nodes'>): number | null {
  return item.max_nodes ?? item.fixed_nodes;
}

export function isBad(study: RunStudy): boolean {
  return study.run.run_status === 'FAILED';
}

/** Runs of the month before that failed with the same kind of error, oldest first. */
export function sameFailures(study: RunStudy): SiblingRun[] {
  const { id } = errorFamily(study.run.error_summary);
  return study.siblings.filter(
    (item) => item.run_status === 'FAILED' && errorFamily(item.error_summary).id === id,
  );
}
