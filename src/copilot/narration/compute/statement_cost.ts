// What the time of statements on a SQL warehouse costs; the time awake in which none runs stays with the warehouse.

const HOUR_MS = 3_600_000;

export interface StatementCost {
  /** Micro-dollars of an hour of statements. */
  readonly hourMicros: number;
  readonly of: (ms: number) => number;
  /** What no statement used, micro-dollars. */
  readonly ownMicros: number;
}

/**
 * An hour of statements costs what an hour awake costs; where statements ran at the same time for longer than the warehouse was awake,
 * they share its cost. null when the hours awake are not recorded.
 */
export function statementCost(
  costMicros: number,
  awakeHours: number | null,
  allMs: number,
): StatementCost | null {
  if (awakeHours === null) return null;
  const hours = Math.max(awakeHours, allMs / HOUR_MS);
  const hourMicros = hours === 0 ? 0 : costMicros / hours;
  const of = (ms: number) => Math.round((hourMicros * ms) / HOUR_MS);
  return { hourMicros, of, ownMicros: costMicros - of(allMs) };
}
