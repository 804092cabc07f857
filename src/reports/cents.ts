// Money columns whose rows add up to their total, to the cent, although every row is rounded.
import { microsToUsd } from '#src/lib/money.ts';

/**
 * Dollars of each row, rounded to cents. The few cents by which rounded rows miss the rounded total are put on the largest rows, one each,
 * where a cent matters least. Rows in any order; equal ones in the order given.
 */
export function addingUp(micros: readonly number[]): number[] {
  const cents = micros.map(centsOf);
  const missing = centsOf(sum(micros)) - sum(cents);
  const largest = micros.map((value, i) => ({ i, value: Math.abs(value) }));
  largest.sort((a, b) => b.value - a.value || a.i - b.i);
  for (const { i } of largest.slice(0, Math.abs(missing))) cents[i]! += Math.sign(missing);
  return cents.map((value) => value / 100);
}

function centsOf(micros: number): number {
  return Math.round(microsToUsd(micros) * 100);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
