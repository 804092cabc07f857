import { describe, expect, it } from 'vitest';
import { createRandom } from '#src/lib/random.ts';
import { mean, sum } from '#src/lib/stats.ts';

const draws = (seed: string, n: number) => {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => random.next());
};

describe('seeded randomness', () => {
  it('is the same on every machine', () => {
    expect(draws('sample', 3).map((value) => value.toFixed(9))).toMatchInlineSnapshot(`
      [
        "0.516575809",
        "0.079405554",
        "0.728044433",
      ]
    `);
  });

  it('differs by seed and is repeated by the same', () => {
    expect(draws('a', 20)).toEqual(draws('a', 20));
    expect(draws('a', 20)).not.toEqual(draws('b', 20));
  });

  it('keeps parts apart: draws in one do not move another', () => {
    const [one, two] = [createRandom('x'), createRandom('x')];
    one.next();
    expect(one.fork('jobs').next()).toBe(two.fork('jobs').next());
    expect(one.fork('jobs').next()).not.toBe(one.fork('runs').next());
  });

  it('is spread evenly, with the moments it claims', () => {
    const random = createRandom('moments');
    const uniform = Array.from({ length: 20_000 }, () => random.next());
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    const buckets = Array.from(
      { length: 10 },
      (_, i) => uniform.filter((v) => Math.floor(v * 10) === i).length,
    );
    for (const count of buckets) expect(Math.abs(count - 2000)).toBeLessThan(200);
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    expect(Math.abs(mean(normal)!)).toBeLessThan(0.03);
    expect(sum(normal.map((v) => v * v)) / normal.length).toBeCloseTo(1, 1);
    const logNormal = Array.from({ length: 20_000 }, () => random.logNormal(1, 0.5));
    expect(mean(logNormal.map(Math.log))!).toBeCloseTo(1, 1);
  });

  it('reaches both ends of a range and every item', () => {
    const random = createRandom('ends');
    expect([...new Set(Array.from({ length: 200 }, () => random.int(3, 5)))].sort()).toEqual([3, 4, 5]);
    expect([...new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b'])))].sort()).toEqual([
      'a',
      'b',
    ]);
    expect(Array.from({ length: 50 }, () => random.chance(0))).not.toContain(true);
    expect(Array.from({ length: 50 }, () => random.chance(1))).not.toContain(false);
  });
});
