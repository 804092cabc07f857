// The rows of a waterfall: each term begins where the one before ended, and the last bar is their sum.
import { z } from 'zod';
import { formatUsdDelta } from '#src/lib/money.ts';
import { textWidth } from './text_width.ts';
import { TYPE } from './theme.ts';

export const costChangeRow = z.object({
  name: z.string(),
  /** Dollars from the cost of the period before. */
  start: z.number(),
  end: z.number(),
  kind: z.enum(['rise', 'fall', 'total']),
  /** '+$1,980', right of the bar. */
  label: z.string(),
  /** The larger of start and end, where the label stands. */
  label_at: z.number(),
});

export type CostChangeRow = z.infer<typeof costChangeRow>;

export interface Step {
  readonly name: string;
  readonly cents: number;
}

/** Steps of nothing are left out; so is the picture when nothing changed. */
export function waterfall(steps: readonly Step[], total: string): CostChangeRow[] {
  const moved = steps.filter((step) => step.cents !== 0);
  let from = 0;
  const bars = moved.map(({ name, cents }) => {
    const to = from + cents;
    const row = bar(name, from, to, cents > 0 ? 'rise' : 'fall');
    from = to;
    return row;
  });
  return bars.length === 0 ? [] : [...bars, bar(total, 0, from, 'total')];
}

function bar(name: string, from: number, to: number, kind: CostChangeRow['kind']): CostChangeRow {
  const [start, end] = [from / 100, to / 100];
  const label = formatUsdDelta((to - from) / 100);
  return { name, start, end, kind, label, label_at: Math.max(start, end) };
}

// Pixels, on a canvas 800 wide: what is left for the bars beside the longest name.
const NARROWEST_PLOT = 450;
const LABEL_GAP = 12;

/** Room for the label of every bar at its right end, and zero within. */
export function costChangeFrame(rows: readonly CostChangeRow[]) {
  const low = Math.min(0, ...rows.flatMap(({ start, end }) => [start, end]));
  const ends = rows.map(({ label, label_at }) => {
    const width = textWidth(label, TYPE.label, 500) + LABEL_GAP;
    return low + (label_at - low) / (1 - width / NARROWEST_PLOT);
  });
  const domainMax = Math.max(low + 0.01, ...ends);
  return { height: 130 + 33 * rows.length, params: { domainMin: low, domainMax } } as const;
}
