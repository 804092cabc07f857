// Small statistics with the names the field uses; every function takes plain numbers and says what it does when empty.

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Arithmetic mean; null when empty. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** Quantile by linear interpolation (R type 7, the default of numpy); null when empty. */
export function quantile(values: readonly number[], q: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const low = Math.floor(position);
  const high = Math.ceil(position);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (position - low);
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** Median absolute deviation, unscaled; null when empty. */
export function mad(values: readonly number[]): number | null {
  const middle = median(values);
  return middle === null ? null : median(values.map((v) => Math.abs(v - middle)));
}

/** a / b, or null when b is 0: a share of nothing is unknown, not zero. */
export function ratio(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}

/** Rounds to `digits` significant digits, so that the last bits of a float never reach a hash. */
export function significant(value: number, digits = 9): number {
  return value === 0 || !Number.isFinite(value) ? 0 : Number(value.toPrecision(digits));
}

/** The same for a figure that may be unknown. */
export function significantOrNull(value: number | null): number | null {
  return value === null ? null : significant(value);
}
