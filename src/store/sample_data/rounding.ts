// Fixed decimals for every REAL written, so that the last bits of a float never reach the file.

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** Dollars and DBUs: micro-units. */
export function micros(value: number): number {
  return round(value, 6);
}

/** Ratios and percentages. */
export function ratio4(value: number): number {
  return round(value, 4);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
