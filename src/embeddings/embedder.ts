// What turns text into a vector: the port that the local and the remote embedder both fill.

export interface Embedder {
  /** Names the vector space; vectors of different ids are never compared. */
  readonly id: string;
  readonly dims: number;
  /** One vector of length 1 per text; all zeros for a text with nothing known in it. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

export function isZeroVector(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}

/** The vector scaled to length 1; zeros when it has no direction. Throws on NaN and infinity. */
export function toUnitVector(values: ArrayLike<number>): Float32Array {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! * values[i]!;
  if (!Number.isFinite(squares)) throw new Error('a vector holds a value that is not a finite number');
  const norm = Math.sqrt(squares);
  const unit = new Float32Array(values.length);
  // below 1e-9 only rounding noise is left, and its direction means nothing
  if (norm < 1e-9) return unit;
  for (let i = 0; i < values.length; i++) unit[i] = values[i]! / norm;
  return unit;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}
