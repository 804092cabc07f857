// How few things make most of a total: the Pareto question.
import { plural } from '#src/lib/text.ts';
import type { FactSheet } from './facts.ts';
import { type Line, line, strong, words } from './line.ts';

export const PARETO_MARK_PCT = 80;

/** How many of the largest values (sorted, largest first) reach 80% of their sum; 0 when the sum is not positive. */
export function countToMark(values: readonly number[]): number {
  const total = values.reduce((a, b) => a + b, 0);
  if (total <= 0) return 0;
  let reached = 0;
  for (const [i, value] of values.entries()) {
    reached += value;
    if (reached * 100 >= total * PARETO_MARK_PCT) return i + 1;
  }
  return values.length;
}

interface JobSum {
  /** null: usage without a known job. */
  readonly job_id: string | null;
  readonly cost_micros: number;
}

/** '8 of 118 jobs of department Finance make 80% of', largest first; unattributed usage is named, not counted as a job. Null without cost. */
export function concentration(
  raw: readonly JobSum[],
  jobCount: number,
  sheet: FactSheet,
  scope: Line,
): Line | null {
  const core = raw.slice(0, countToMark(raw.map((row) => row.cost_micros)));
  const known = core.filter((row) => row.job_id !== null);
  if (core.length === 0) return null;
  const few = sheet.add({
    key: 'jobs.core',
    label: 'jobs that make 80% of the cost',
    value: known.length,
    unit: 'count',
  });
  const count = sheet.add({ key: 'jobs.count', label: 'jobs in the report', value: jobCount, unit: 'count' });
  const mark = sheet.add({ key: 'mark', label: 'the Pareto mark', value: PARETO_MARK_PCT, unit: 'percent' });
  const unknown = known.length < core.length;
  const verb = unknown ? 'and unattributed usage make' : known.length === 1 ? 'makes' : 'make';
  return line`${strong(few)} ${strong(words('of'))} ${strong(count)} ${strong(words(plural(jobCount, 'job')))}${strong(scope)} ${strong(words(verb))} ${strong(mark)} ${strong(words('of'))}`;
}
