// List prices per DBU over time. A job's dollars are its DBUs times the price in force on the usage day.
import type { IsoDay } from '#src/lib/dates.ts';
import { micros } from './rounding.ts';

interface SkuPrice {
  readonly compute_sku: string;
  readonly price_start_date: IsoDay;
  /** Exclusive; null while in force. */
  readonly price_end_date: IsoDay | null;
  readonly usd_per_dbu: number;
}

/** The planted price change: JOBS_COMPUTE from $0.150 to $0.155 per DBU. */
const PRICE_CHANGE_DAY: IsoDay = '2026-10-15';

/** DBUs burnt per node-hour on Photon against the same machine without it. */
export const PHOTON_FACTOR = 2;

const SINCE = '2025-01-01';

function constant(compute_sku: string, usd_per_dbu: number): SkuPrice {
  return { compute_sku, price_start_date: SINCE, price_end_date: null, usd_per_dbu };
}

export const SKU_PRICES: readonly SkuPrice[] = [
  {
    compute_sku: 'JOBS_COMPUTE',
    price_start_date: SINCE,
    price_end_date: PRICE_CHANGE_DAY,
    usd_per_dbu: 0.15,
  },
  {
    compute_sku: 'JOBS_COMPUTE',
    price_start_date: PRICE_CHANGE_DAY,
    price_end_date: null,
    usd_per_dbu: 0.155,
  },
  constant('JOBS_COMPUTE_PHOTON', 0.15),
  // The price list has a hole on 5 and 6 Oct 2026: two days of serverless jobs stay unpriced.
  {
    compute_sku: 'JOBS_SERVERLESS_COMPUTE',
    price_start_date: SINCE,
    price_end_date: '2026-10-05',
    usd_per_dbu: 0.35,
  },
  {
    compute_sku: 'JOBS_SERVERLESS_COMPUTE',
    price_start_date: '2026-10-07',
    price_end_date: null,
    usd_per_dbu: 0.35,
  },
  constant('ALL_PURPOSE_COMPUTE', 0.55),
  constant('ALL_PURPOSE_PHOTON', 0.55),
  constant('SQL_CLASSIC_COMPUTE', 0.22),
  constant('SQL_PRO_COMPUTE', 0.55),
  constant('SQL_SERVERLESS_COMPUTE', 0.7),
  constant('DLT_CORE', 0.2),
  constant('MODEL_SERVING', 0.07),
  constant('VECTOR_SEARCH', 0.07),
  constant('DEFAULT_STORAGE', 0.023),
];

/** Dollars per DBU on a day, or null when the SKU has no list price (its usage stays unpriced). */
export function priceOn(sku: string, day: IsoDay): number | null {
  for (const price of SKU_PRICES) {
    const open = price.price_end_date === null || day < price.price_end_date;
    if (price.compute_sku === sku && price.price_start_date <= day && open) return price.usd_per_dbu;
  }
  return null;
}

/** DBUs times the list price in force; null without a price. */
export function costOf(sku: string, dbus: number, day: IsoDay): number | null {
  const price = priceOn(sku, day);
  return price === null ? null : micros(dbus * price);
}
