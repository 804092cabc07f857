// Splits the change of a product into the parts of its factors, with nothing left over.

export interface Factor {
  readonly key: string;
  /** null or 0 where it cannot be measured: its part then goes to 'rest'. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface Part {
  readonly key: string;
  readonly amount: number;
}

/**
 * Logarithmic-mean Divisia index (Ang 2004): part = L(after, before) x ln(factor ratio), L the logarithmic mean. The parts of factors
 * whose product is the value add up to the change exactly; whatever the factors do not multiply up to is the part 'rest'.
 * Both values must be positive.
 */
export function splitChange(before: number, after: number, factors: readonly Factor[]): Part[] {
  const weight = logarithmicMean(after, before);
  const parts = factors.map((factor) => ({ key: factor.key, amount: weight * logRatio(factor) }));
  const explained = parts.reduce((sum, part) => sum + part.amount, 0);
  const rest = after - before - explained;
  const noise = 1e-9 * Math.max(before, after);
  return Math.abs(rest) <= noise ? parts : [...parts, { key: 'rest', amount: rest }];
}

function logRatio({ before, after }: Factor): number {
  return before && after && before > 0 && after > 0 ? Math.log(after / before) : 0;
}

export function logarithmicMean(a: number, b: number): number {
  return a === b ? a : (a - b) / Math.log(a / b);
}

const CENT = 10_000;

/** Rounds parts (micro-dollars) to whole cents that add up to the total rounded as money is: largest remainder, ties by order. */
export function apportion(totalMicros: number, amounts: readonly number[]): number[] {
  const target = Math.sign(totalMicros) * Math.round(Math.abs(totalMicros) / CENT);
  const floors = amounts.map((amount) => Math.floor(amount / CENT));
  let missing = target - floors.reduce((sum, value) => sum + value, 0);
  const order = amounts.map((amount, i) => ({ i, remainder: amount / CENT - floors[i]! }));
  order.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of order) {
    if (missing <= 0) break;
    floors[i]! += 1;
    missing -= 1;
  }
  // the last bits of a float may push one over its cent
  for (const { i } of order.toReversed()) {
    if (missing >= 0) break;
    floors[i]! -= 1;
    missing += 1;
  }
  return floors.map((cents) => cents * CENT);
}

/** Parts as whole cents that sum to `totalMicros`, itself whole cents; what rounding the total moved goes to the largest part. */
export function centsOfParts(totalMicros: number, parts: readonly number[]): number[] {
  const drift = totalMicros - parts.reduce((sum, part) => sum + part, 0);
  const largest = parts.reduce((best, part, i) => (Math.abs(part) > Math.abs(parts[best]!) ? i : best), 0);
  return apportion(
    totalMicros,
    parts.map((part, i) => (i === largest ? part + drift : part)),
  );
}
