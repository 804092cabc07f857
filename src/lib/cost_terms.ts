// What made the cost of one thing change from one period to the next: a term per factor, which add up to the change exactly.
import { centsOfParts, type Factor, logarithmicMean, type Part, splitChange } from './cost_split.ts';
import { ratio, sum } from './stats.ts';
import { compareText } from './text.ts';

/** What was used of one SKU in a period. */
export interface SkuUse {
  readonly sku: string;
  readonly costMicros: number;
  /** Of usage that has a price. */
  readonly dbuMicros: number;
}

/** What one thing used in one period. */
export interface Account {
  readonly skus: readonly SkuUse[];
  /** Days with usage. */
  readonly days: number;
  /** null for what does not run: warehouses, clusters, storage. */
  readonly runs: RunSums | null;
}

export interface RunSums {
  /** Runs that succeeded or failed, repeated attempts among them. */
  readonly finished: number;
  /** Those that repeat an earlier run; null where the data do not say. */
  readonly retries: number | null;
  /** Of all runs. */
  readonly hours: number;
}

/** In the order they are listed; `rest` is what no factor explains. */
export const TERMS = [
  'new',
  'gone',
  'runs',
  'retries',
  'duration',
  'days',
  'intensity',
  'price',
  'mix',
  'rest',
] as const;
export type Term = (typeof TERMS)[number];
export type CostTerms = Readonly<Partial<Record<Term, number>>>;

/**
 * cost = first runs x attempts each x hours per run x DBUs per hour x price per DBU x mix of SKUs; without runs, days in use x DBUs
 * per day x price x mix. `price` holds SKUs as they are and asks what each costs more per DBU, `mix` is the move between SKUs.
 * Micro-dollars in whole cents, their sum is `changeMicros`, which is the difference as it is shown. Terms that do not exist are left
 * out: `retries` where nothing says which runs repeat others.
 */
export function costTerms(before: Account, now: Account, changeMicros: number): CostTerms {
  const parts = exactTerms(before, now);
  const cents = centsOfParts(
    changeMicros,
    parts.map((part) => part.amount),
  );
  return Object.fromEntries(parts.map((part, i) => [part.key, cents[i]!]));
}

/** Unrounded. A bill of corrections only has no factors, nor has usage that had no price: their change is `rest`. */
function exactTerms(before: Account, now: Account): Part[] {
  const [a, b] = [costOf(before), costOf(now)];
  if (isEmpty(before)) return [{ key: 'new', amount: b }];
  if (isEmpty(now)) return [{ key: 'gone', amount: -a }];
  if (a <= 0 || b <= 0) return [{ key: 'rest', amount: b - a }];
  const parts = splitChange(a, b, [...useFactors(before, now), priceFactor(before, now)]);
  return parts.flatMap((part) => (part.key === 'price' ? priceAndMix(before, now, part.amount) : [part]));
}

export function costOf(account: Account): number {
  return sum(account.skus.map((use) => use.costMicros));
}

function dbusOf(account: Account): number {
  return sum(account.skus.map((use) => use.dbuMicros)) / 1e6;
}

/** Nothing was billed, nor used without a price. */
function isEmpty(account: Account): boolean {
  return account.days === 0 || account.skus.length === 0;
}

function useFactors(before: Account, now: Account): Factor[] {
  const [a, b] = [before.runs, now.runs];
  const [dbusBefore, dbusNow] = [dbusOf(before), dbusOf(now)];
  if (a === null || b === null) {
    return [
      { key: 'days', before: before.days, after: now.days },
      { key: 'intensity', before: ratio(dbusBefore, before.days), after: ratio(dbusNow, now.days) },
    ];
  }
  return [
    ...attempts(a, b),
    { key: 'duration', before: ratio(a.hours, a.finished), after: ratio(b.hours, b.finished) },
    { key: 'intensity', before: ratio(dbusBefore, a.hours), after: ratio(dbusNow, b.hours) },
  ];
}

/** Where every run of a period repeats one of the period before, there is no first run to count by. */
function attempts(a: RunSums, b: RunSums): Factor[] {
  const [firstBefore, firstNow] = [firstRuns(a), firstRuns(b)];
  if (firstBefore === null || firstNow === null)
    return [{ key: 'runs', before: a.finished, after: b.finished }];
  return [
    { key: 'runs', before: firstBefore, after: firstNow },
    { key: 'retries', before: a.finished / firstBefore, after: b.finished / firstNow },
  ];
}

/** null where it is not known, or there are none. */
export function firstRuns({ finished, retries }: RunSums): number | null {
  return retries === null || retries >= finished ? null : finished - retries;
}

function priceFactor(before: Account, now: Account): Factor {
  return {
    key: 'price',
    before: ratio(costOf(before) / 1e6, dbusOf(before)),
    after: ratio(costOf(now) / 1e6, dbusOf(now)),
  };
}

/** The change of the average price, split into what SKUs cost and which of them were used. */
function priceAndMix(before: Account, now: Account, amount: number): Part[] {
  const skus = [...new Set([...before.skus, ...now.skus].map((use) => use.sku))].sort(compareText);
  if (skus.length < 2) return [{ key: 'price', amount }];
  const price = sum(skus.map((sku) => priceEffect(useOf(before, sku), useOf(now, sku))));
  return [
    { key: 'price', amount: price },
    { key: 'mix', amount: amount - price },
  ];
}

/** A SKU that only one of the periods has, or that corrections outweigh, has no price to compare. */
function priceEffect(a: SkuUse, b: SkuUse): number {
  if (Math.min(a.costMicros, b.costMicros, a.dbuMicros, b.dbuMicros) <= 0) return 0;
  const change = Math.log(b.costMicros / b.dbuMicros / (a.costMicros / a.dbuMicros));
  return logarithmicMean(b.costMicros, a.costMicros) * change;
}

function useOf(account: Account, sku: string): SkuUse {
  const own = account.skus.filter((use) => use.sku === sku);
  return {
    sku,
    costMicros: sum(own.map((use) => use.costMicros)),
    dbuMicros: sum(own.map((use) => use.dbuMicros)),
  };
}
