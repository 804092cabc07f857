// The one table form of the benchmark: what, measured, goal, reached; Markdown, so that it can be pasted.

export interface Goal {
  readonly is: 'at most' | 'at least';
  readonly value: number;
}

export interface BenchRow {
  readonly what: string;
  readonly value: number;
  /** 's', 'ms', 'MB' or 'times'. */
  readonly unit: string;
  /** null: measured to be looked at, not to be reached. */
  readonly goal: Goal | null;
}

export function atMost(value: number): Goal {
  return { is: 'at most', value };
}

export function atLeast(value: number): Goal {
  return { is: 'at least', value };
}

export function benchTable(title: string, rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [row.what, amount(row.value, row.unit), goalText(row), reached(row)]);
  return markdownTable(title, ['What', 'Measured', 'Goal', 'Reached'], cells);
}

/** Columns padded, so that it reads as well in a terminal. */
export function markdownTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((name, i) => Math.max(name.length, 3, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [`### ${title}`, '', line(head), rule, ...rows.map(line), ''].join('\n');
}

function goalText({ goal, unit }: BenchRow): string {
  return goal === null ? '' : `${goal.is} ${goal.value} ${unit}`;
}

function reached({ goal, value }: BenchRow): string {
  if (goal === null) return '';
  return (goal.is === 'at most' ? value <= goal.value : value >= goal.value) ? 'yes' : 'no';
}

function amount(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : value >= 1 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}
