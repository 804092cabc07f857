import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, type CostTerms, costOf, costTerms } from '#src/lib/cost_terms.ts';
import { sum } from '#src/lib/stats.ts';

const CENT = 10_000;

function job(usd: number, dbus: number, finished: number, hours: number, retries: number | null = 0) {
  return { skus: [use('JOBS', usd, dbus)], days: 1, runs: { finished, retries, hours } };
}

function use(sku: string, usd: number, dbus: number) {
  return { sku, costMicros: Math.round(usd * 1e6), dbuMicros: Math.round(dbus * 1e6) };
}

/** Dollars of each term that is not zero. */
function dollars(before: Account, now: Account): Record<string, number> {
  const terms = costTerms(before, now, cents(costOf(now)) - cents(costOf(before)));
  return Object.fromEntries(
    Object.entries(terms)
      .filter(([, micros]) => micros !== 0)
      .map(([key, micros]) => [key, micros / 1e6]),
  );
}

function cents(micros: number): number {
  return Math.round(micros / CENT) * CENT;
}

function total(terms: CostTerms): number {
  return sum(Object.values(terms));
}

const NOTHING: Account = { skus: [], days: 0, runs: { finished: 0, retries: 0, hours: 0 } };

describe('the terms of a changed cost', () => {
  it('name the one thing that changed', () => {
    const base = job(100, 1000, 10, 20);
    expect(dollars(base, job(200, 2000, 20, 40))).toEqual({ runs: 100 });
    expect(dollars(base, job(200, 2000, 10, 40))).toEqual({ duration: 100 });
    expect(dollars(base, job(200, 2000, 10, 20))).toEqual({ intensity: 100 });
    expect(dollars(base, job(200, 1000, 10, 20))).toEqual({ price: 100 });
    expect(dollars(base, job(200, 2000, 20, 40, 10))).toEqual({ retries: 100 });
  });

  it('call a thing new or gone when the other period has nothing of it', () => {
    expect(dollars(NOTHING, job(12.34, 5, 1, 1))).toEqual({ new: 12.34 });
    expect(dollars(job(12.34, 5, 1, 1), NOTHING)).toEqual({ gone: -12.34 });
  });

  it('count a repeat as a run where nothing says that it is one', () => {
    expect(dollars(job(100, 1000, 10, 20, null), job(200, 2000, 20, 40, null))).toEqual({ runs: 100 });
    const terms = costTerms(job(100, 1000, 10, 20, null), job(200, 2000, 20, 40, 5), 1e8);
    expect(Object.keys(terms)).not.toContain('retries');
  });

  it('tell a dearer SKU from a move to a dearer one', () => {
    const runs = { finished: 10, retries: 0, hours: 20 };
    const before = { skus: [use('A', 90, 900), use('B', 20, 100)], days: 1, runs };
    const dearer = { skus: [use('A', 99, 900), use('B', 22, 100)], days: 1, runs };
    const moved = { skus: [use('A', 45, 450), use('B', 110, 550)], days: 1, runs };
    expect(dollars(before, dearer)).toEqual({ price: 11 });
    expect(dollars(before, moved)).toEqual({ mix: 45 });
  });

  it('count days and what a day uses for what does not run', () => {
    const used = (usd: number, days: number) => ({ skus: [use('SQL', usd, usd * 2)], days, runs: null });
    expect(dollars(used(100, 10), used(150, 15))).toEqual({ days: 50 });
    expect(dollars(used(100, 10), used(150, 10))).toEqual({ intensity: 50 });
  });

  it('leave to the rest what has no factors: only corrections, or usage without a price', () => {
    expect(dollars(job(-5, -10, 10, 20), job(100, 1000, 10, 20))).toEqual({ rest: 105 });
    expect(dollars(job(0, 0, 10, 20), job(100, 1000, 10, 20))).toEqual({ rest: 100 });
    expect(dollars(job(100, 1000, 10, 20), job(200, 2000, 0, 0))).toEqual({ rest: 100 });
  });

  const anyUse = fc.record({
    sku: fc.constantFrom('A', 'B', 'C'),
    costMicros: fc.integer({ min: -1e8, max: 1e11 }),
    dbuMicros: fc.integer({ min: -1e7, max: 1e12 }),
  });
  const count = fc.integer({ min: 0, max: 500 });
  const account: fc.Arbitrary<Account> = fc.record({
    skus: fc.array(anyUse, { maxLength: 4 }),
    days: fc.integer({ min: 0, max: 31 }),
    runs: fc.option(
      fc.record({
        finished: count,
        retries: fc.option(count, { nil: null }),
        hours: fc.integer({ min: 0, max: 3.6e10 }).map((ms) => ms / 3.6e6),
      }),
      { nil: null },
    ),
  });

  it('add up to the difference to the cent, whatever the accounts', () => {
    fc.assert(
      fc.property(account, account, fc.integer({ min: -1, max: 1 }), (before, now, off) => {
        const change = cents(costOf(now)) - cents(costOf(before)) + off * CENT;
        const terms = costTerms(before, now, change);
        expect(total(terms)).toBe(change);
        for (const micros of Object.values(terms)) expect(Math.abs(micros % CENT)).toBe(0);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('do not depend on the order of the SKUs, and turn round with the periods', () => {
    fc.assert(
      fc.property(account, account, (before, now) => {
        const change = cents(costOf(now)) - cents(costOf(before));
        const turned = (one: Account) => ({ ...one, skus: one.skus.toReversed() });
        const terms = costTerms(before, now, change);
        expect(costTerms(turned(before), turned(now), change)).toEqual(terms);
        const back = costTerms(now, before, -change);
        for (const key of ['runs', 'duration', 'price', 'mix'] as const)
          expect(Math.abs((back[key] ?? 0) + (terms[key] ?? 0))).toBeLessThanOrEqual(3 * CENT);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
