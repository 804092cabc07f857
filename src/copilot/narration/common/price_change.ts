// Changes of list prices between the period and the one before, with what each did to the cost.
import { splitChange } from '#src/lib/cost_split.ts';
import type { IsoDay } from '#src/lib/dates.ts';
import { skuName } from '#src/lib/sku_names.ts';
import { ratio, sum } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line, quote } from '#src/reports/line.ts';
import type { SkuPrice } from '../../study/compute_study.ts';
import type { StudyBase } from '../../study/study.ts';
import { figures } from './figures.ts';

/** Below this part of the whole change, or a dollar, a price is not worth a sentence. */
const MATERIAL_SHARE = 0.01;
const MATERIAL_MICROS = 1_000_000;

export interface SkuDay {
  readonly day: IsoDay;
  readonly compute_sku: string;
  readonly cost_micros: number;
  readonly dbu_micros: number;
}

export interface PriceStep {
  readonly sku: string;
  /** First day of the new price. */
  readonly day: IsoDay;
  readonly before: number;
  readonly after: number;
  /** What it added to the cost of the period, micro-dollars. */
  readonly micros: number;
}

interface PricedStudy extends StudyBase {
  readonly prices: readonly SkuPrice[];
}

/** `daily` covers both periods; the largest effect first. */
export function priceSteps(study: PricedStudy, daily: readonly SkuDay[]): PriceStep[] {
  const skus = [...new Set(daily.map((row) => row.compute_sku))];
  const steps = skus.flatMap((sku) => {
    const step = listStep(study, sku);
    const micros = step === null ? null : priceEffect(study, daily, sku);
    return step === null || micros === null ? [] : [{ ...step, micros }];
  });
  return steps.sort((a, b) => Math.abs(b.micros) - Math.abs(a.micros) || compareText(a.sku, b.sku));
}

export function totalEffect(steps: readonly PriceStep[]): number {
  return sum(steps.map((step) => step.micros));
}

export function isMaterial(micros: number, change: number): boolean {
  return Math.abs(micros) >= Math.max(MATERIAL_MICROS, Math.abs(change) * MATERIAL_SHARE);
}

/** From the price in force on the first day to the one on the last. */
function listStep({ prices, window, params }: PricedStudy, sku: string): Omit<PriceStep, 'micros'> | null {
  const own = prices
    .filter((row) => row.compute_sku === sku && row.price_start_date <= params.to)
    .sort((a, b) => compareText(a.price_start_date, b.price_start_date));
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last || first.usd_per_dbu === last.usd_per_dbu) return null;
  if (last.price_start_date <= window.previousFrom) return null;
  return { sku, day: last.price_start_date, before: first.usd_per_dbu, after: last.usd_per_dbu };
}

/** The price's part of the change of what was billed for a SKU; null where one period has none of it. */
function priceEffect({ params }: PricedStudy, daily: readonly SkuDay[], sku: string): number | null {
  const own = daily.filter((row) => row.compute_sku === sku);
  const sums = [own.filter((row) => row.day < params.from), own.filter((row) => row.day >= params.from)].map(
    (rows) => ({
      cost: sum(rows.map((row) => row.cost_micros)),
      dbus: sum(rows.map((row) => row.dbu_micros)),
    }),
  );
  const [before, after] = sums as [Sums, Sums];
  if (before.cost <= 0 || after.cost <= 0) return null;
  const parts = splitChange(before.cost, after.cost, [
    { key: 'dbus', before: before.dbus, after: after.dbus },
    { key: 'price', before: ratio(before.cost, before.dbus), after: ratio(after.cost, after.dbus) },
  ]);
  return parts.find((part) => part.key === 'price')!.amount;
}

interface Sums {
  readonly cost: number;
  readonly dbus: number;
}

/** 'jobs compute from $0.150 to $0.155 per DBU on 15 Oct' */
export function stepText(study: StudyBase, step: PriceStep): Line {
  const f = figures(study, 'facts/sku_prices').of(`sku:${step.sku}`);
  const before = f.past().price('price', 'list price per DBU before', step.before);
  const after = f.price('price', 'list price per DBU', step.after);
  return line`${quote(skuName(step.sku))} from ${before} to ${after} per DBU on ${f.day('price.day', 'first day of the new list price', step.day)}`;
}
