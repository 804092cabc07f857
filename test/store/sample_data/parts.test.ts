import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALENDAR, dayIndexOf } from '#src/store/sample_data/calendar.ts';
import { catalogAtScale } from '#src/store/sample_data/catalog/all_jobs.ts';
import { effectOn } from '#src/store/sample_data/effects.ts';
import { poisson } from '#src/store/sample_data/evictions.ts';
import { hexId, numericId } from '#src/store/sample_data/ids.ts';
import { PEOPLE } from '#src/store/sample_data/people.ts';
import { firings } from '#src/store/sample_data/schedule.ts';
import { sizeOf } from '#src/store/sample_data/sizing.ts';
import { priceOn } from '#src/store/sample_data/skus.ts';
import { timestampOf } from '#src/store/sample_data/timestamps.ts';

function on(day: string) {
  return CALENDAR[dayIndexOf(day)]!;
}

function times(cron: string, zone: Parameters<typeof firings>[1], day: string): string[] {
  return firings(cron, zone, on(day)).map(timestampOf);
}

describe('schedules', () => {
  it('fire at local time', () => {
    expect(times('0 2 * * *', 'UTC', '2026-10-12')).toEqual(['2026-10-12 02:00:00']);
    expect(times('0 7 * * *', 'Europe/Berlin', '2026-10-24')).toEqual(['2026-10-24 05:00:00']);
    expect(times('0 7 * * *', 'Europe/Berlin', '2026-10-25')).toEqual(['2026-10-25 06:00:00']);
    expect(times('30 6 * * 1-5', 'America/New_York', '2026-10-30')).toEqual(['2026-10-30 10:30:00']);
    expect(times('30 6 * * 1-5', 'America/New_York', '2026-10-31')).toEqual([]);
  });

  it('understand steps and lists', () => {
    expect(times('10 */6 * * *', 'UTC', '2026-05-05').map((t) => t.slice(11, 16))).toEqual([
      '00:10',
      '06:10',
      '12:10',
      '18:10',
    ]);
    expect(times('0 8,12 1,30 * *', 'UTC', '2026-09-30')).toHaveLength(2);
    expect(times('0 8,12 1,30 * *', 'UTC', '2026-09-29')).toEqual([]);
  });
});

describe('ids', () => {
  it('never meet, whoever owns them', () => {
    const pair = fc.tuple(fc.nat(4_010_000), fc.nat(400_000));
    fc.assert(
      fc.property(pair, pair, ([a, i], [b, j]) => {
        fc.pre(a !== b || i !== j);
        expect(hexId('usage', a, i, '')).not.toBe(hexId('usage', b, j, ''));
        expect(numericId('run', a, i)).not.toBe(numericId('run', b, j));
      }),
    );
  });

  it('have the shape of Databricks ids', () => {
    for (const owner of [0, 119, 4_003_000]) expect(numericId('job', owner, 0)).toMatch(/^1\d{14}$/);
  });
});

describe('prices', () => {
  it('change on the first day of the new one, not before', () => {
    expect([priceOn('JOBS_COMPUTE', '2026-10-14'), priceOn('JOBS_COMPUTE', '2026-10-15')]).toEqual([
      0.15, 0.155,
    ]);
    expect(priceOn('JOBS_SERVERLESS_COMPUTE', '2026-10-06')).toBeNull();
    expect(priceOn('UNKNOWN', '2026-10-06')).toBeNull();
  });
});

describe('effects', () => {
  const ramp = { scenario: 's', job: 'j', from: '2026-07-01', to: '2026-07-11', duration: 3, ramp: true };

  it('grow evenly when they ramp, and multiply when they meet', () => {
    expect(effectOn([ramp], '2026-07-06', dayIndexOf).duration).toBeCloseTo(2, 10);
    expect(
      effectOn([ramp, { ...ramp, ramp: false, duration: 2 }], '2026-07-11', dayIndexOf).duration,
    ).toBeCloseTo(6, 10);
    expect(effectOn([ramp], '2026-07-12', dayIndexOf).duration).toBe(1);
  });
});

describe('evictions', () => {
  it('count as a Poisson variable does', () => {
    expect(poisson(0, 0.999)).toBe(0);
    expect(poisson(1, 0.36)).toBe(0);
    expect(poisson(1, 0.37)).toBe(1);
    expect(poisson(50, 0.999999)).toBe(12);
  });
});

describe('the catalogue', () => {
  const specs = catalogAtScale(1);

  it('has seven kinds of jobs in eight departments and unique keys', () => {
    expect(new Set(specs.map((s) => s.archetype)).size).toBe(7);
    expect(new Set(specs.map((s) => s.department)).size).toBe(8);
    expect(new Set(specs.map((s) => s.key)).size).toBe(120);
    expect(new Set(PEOPLE.map((p) => p.user_id)).size).toBe(60);
  });

  it('puts every job after the ones it reads from', () => {
    const seen = new Set<string>();
    for (const spec of catalogAtScale(2)) {
      for (const key of spec.after) expect(seen, `${spec.name} after ${key}`).toContain(key);
      seen.add(spec.key);
    }
  });

  it('asks for clusters a person would configure', () => {
    for (const spec of specs.filter((s) => !s.serverless)) {
      const { workers, minNodes, maxNodes, minutes } = sizeOf(spec);
      expect(workers, spec.name).toBeLessThanOrEqual(32);
      expect(minNodes, spec.name).toBeLessThanOrEqual(maxNodes);
      expect(minutes, spec.name).toBeGreaterThanOrEqual(2);
    }
  });
});
