// Seeded randomness: the same seed gives the same numbers on every machine.

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [low, high], both included. */
  int(low: number, high: number): number;
  /** Standard normal by the polar method. */
  normal(): number;
  /** exp(normal * sigma + mu). */
  logNormal(mu: number, sigma: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
  /** An independent stream, so that adding draws in one part does not move another. */
  fork(label: string): Random;
}

/** sfc32 seeded through a string hash (xmur3); both are public-domain generators with 32-bit arithmetic only. */
export function createRandom(seed: string): Random {
  const mix = stringHash(seed);
  const state = new Uint32Array([mix(), mix(), mix(), mix()]);
  const next = () => sfc32(state);
  for (let i = 0; i < 12; i++) next();
  const random: Random = {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    normal: () => polarNormal(next),
    logNormal: (mu, sigma) => Math.exp(mu + sigma * polarNormal(next)),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    chance: (probability) => next() < probability,
    fork: (label) => createRandom(`${seed}/${label}`),
  };
  return random;
}

function sfc32(s: Uint32Array): number {
  const t = (s[0]! + s[1]! + s[3]!) >>> 0;
  s[3] = s[3]! + 1;
  s[0] = s[1]! ^ (s[1]! >>> 9);
  s[1] = s[2]! + (s[2]! << 3);
  s[2] = (s[2]! << 21) | (s[2]! >>> 11);
  s[2] = s[2]! + t;
  return t / 4294967296;
}

function stringHash(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}

function polarNormal(next: () => number): number {
  for (;;) {
    const u = 2 * next() - 1;
    const v = 2 * next() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}
