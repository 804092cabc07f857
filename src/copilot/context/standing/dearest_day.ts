// The dearest day of the period, with its cost.
import type { Figures } from '../../narration/common/figures.ts';

export function addDearestDay(
  f: Figures,
  rows: readonly { readonly day: string; readonly cost_micros: number }[],
): void {
  const costs = new Map<string, number>();
  for (const { day, cost_micros } of rows) costs.set(day, (costs.get(day) ?? 0) + cost_micros);
  const [top] = [...costs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (!top || top[1] <= 0) return;
  f.day('peak.day', 'most expensive day', top[0]);
  f.usd('peak.cost', 'cost of the most expensive day', top[1]);
}
