// Readable, unique, repeatable identifiers in the shapes Databricks and AWS use.

/** Families of ids; each shuffles owners in its own order. */
const FAMILIES = { job: 1, run: 2, usage: 3, event: 4, eviction: 5, query: 6, instance: 7 } as const;
type IdFamily = keyof typeof FAMILIES;

const HALF_BITS = 12;
const HALF_MASK = 0xfff;
const COUNT_BITS = 22;

/**
 * A permutation of the whole numbers below 2^24 (a four-round Feistel network): neighbours look unrelated, and two
 * different owners never meet, so ids need no collision check at any scale.
 */
function scramble(owner: number, key: number): number {
  let left = owner >>> HALF_BITS;
  let right = owner & HALF_MASK;
  for (let round = 1; round <= 4; round++) {
    const next = left ^ (mix(right + round * 0x10001 + key * 0x3000003) & HALF_MASK);
    left = right;
    right = next;
  }
  return left * (HALF_MASK + 1) + right;
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/**
 * The number behind an id. The owner (a job, a warehouse: below 2^24) is shuffled, its counts (below 2^22) follow each
 * other: rows of one owner stay together in every index, which makes large accounts several times faster to write.
 */
function idNumber(family: IdFamily, owner: number, count: number): number {
  return scramble(owner, FAMILIES[family]) * 2 ** COUNT_BITS + count;
}

/** 15 digits, as job and run ids have. */
export function numericId(family: 'job' | 'run', owner: number, count: number): string {
  const spread = family === 'job' ? mix(owner + 77) & 0x3fffff : count;
  return String(100_000_000_000_000 + idNumber(family, owner, spread));
}

/** 12 hexadecimal characters with a prefix that says what it is. */
export function hexId(family: IdFamily, owner: number, count: number, prefix: string): string {
  return prefix + idNumber(family, owner, count).toString(16).padStart(12, '0');
}

/** '1016-021500-k3f9a1zq': month, day, time of day and eight characters. */
export function clusterId(startTime: string, owner: number, count: number): string {
  const [date, time] = startTime.split(' ') as [string, string];
  const tail = mix(owner * 4099 + count).toString(36) + mix(count * 8209 + owner).toString(36);
  return `${date.slice(5).replace('-', '')}-${time.replaceAll(':', '')}-${tail.slice(0, 8).padEnd(8, '0')}`;
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
