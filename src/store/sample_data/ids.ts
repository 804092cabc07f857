// Readable, unique, repeatable identifiers in the shapes Databricks and AWS use.

const HALF = 0x1000000;

/**
 * A permutation of the whole numbers below 2^48 (a four-round Feistel network): neighbours look unrelated, and two
 * different numbers never meet, so ids need no collision check at any scale.
 */
export function scramble(n: number): number {
  let left = Math.floor(n / HALF);
  let right = n % HALF;
  for (let round = 1; round <= 4; round++) {
    const mixed = left ^ (mix(right + round * 0x3000001) & 0xffffff);
    left = right;
    right = mixed >>> 0;
  }
  return left * HALF + right;
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Families of ids; each has its own 2^44 numbers. */
const FAMILIES = {
  job: 0,
  run: 1,
  usage: 2,
  event: 3,
  eviction: 4,
  query: 5,
  instance: 6,
  cluster: 7,
} as const;
export type IdFamily = keyof typeof FAMILIES;

/** The number behind an id: family, owner (job, warehouse: below 2^22) and count (below 2^22). */
function idNumber(family: IdFamily, owner: number, count: number): number {
  return scramble(FAMILIES[family] * 2 ** 44 + owner * 2 ** 22 + count);
}

/** 15 digits, as job and run ids have. */
export function numericId(family: 'job' | 'run', owner: number, count: number): string {
  return String(100_000_000_000_000 + idNumber(family, owner, count));
}

/** 12 hexadecimal characters with a prefix that says what it is. */
export function hexId(family: IdFamily, owner: number, count: number, prefix: string): string {
  return prefix + idNumber(family, owner, count).toString(16).padStart(12, '0');
}

/** '1016-021500-k3f9a1zq': month, day, time of day and eight characters. */
export function clusterId(startTime: string, owner: number, count: number): string {
  const [date, time] = startTime.split(' ') as [string, string];
  const tail = (idNumber('cluster', owner, count) % 36 ** 8).toString(36).padStart(8, '0');
  return `${date.slice(5).replace('-', '')}-${time.replaceAll(':', '')}-${tail}`;
}

/** 'Nightly ledger' -> 'nightly_ledger'. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
