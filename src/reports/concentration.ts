// How few things make most of a total: the Pareto question.

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
