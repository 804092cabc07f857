// Judges the price per DBU: a list price that moved explains what no job did.
import { median, ratio, significant } from '#src/lib/stats.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import type { DigestPeriod } from './period.ts';
import { NO_AMOUNT, type OpenItem } from './snapshot.ts';
import { USUAL_BASES } from './usual.ts';

interface PriceRow {
  readonly parent_type: string;
  readonly compute_sku: string;
  readonly cost_micros: number;
  readonly dbu_micros: number;
}

export interface PriceChange {
  readonly sku: string;
  readonly parentType: string;
  /** Dollars per DBU. */
  readonly before: number;
  readonly now: number;
  /** What the difference makes at the usage of the last day. */
  readonly perDayMicros: number;
}

interface PriceJudgement {
  readonly found: readonly { readonly change: PriceChange; readonly item: OpenItem }[];
  readonly kept: readonly OpenItem[];
}

/** A list price is the same on every day; more scatter means that the cost holds something else (EC2, discounts). */
const STEADY = 0.002;
const MOVED = 0.005;

export async function judgePrices(
  source: UsageSource,
  period: DigestPeriod,
  open: readonly OpenItem[],
  /** Per day. */
  minimumMicros: number,
): Promise<PriceJudgement> {
  const kept = open.filter((item) => item.kind === 'price' && period.bases.some(({ to }) => to < item.since));
  const now = await pricesOn(source, period.to);
  const bases: Map<string, PriceRow>[] = [];
  for (const { to } of period.bases.slice(0, USUAL_BASES)) bases.push(await pricesOn(source, to));
  const known = new Set(kept.map((item) => item.key));
  const found = [...now].flatMap(([key, row]) => {
    const change = changeOf(
      row,
      bases.map((base) => base.get(key)),
    );
    const matters = change !== null && Math.abs(change.perDayMicros) >= minimumMicros;
    return matters && !known.has(priceKey(change)) ? [{ change, item: itemOf(change, period) }] : [];
  });
  return { found, kept };
}

function itemOf(change: PriceChange, period: DigestPeriod): OpenItem {
  const { perDayMicros } = change;
  const amounts = { ...NO_AMOUNT, perDayMicros, totalMicros: perDayMicros };
  return { key: priceKey(change), kind: 'price', since: period.from, ...amounts };
}

export function priceKey({ sku }: PriceChange): string {
  return `price:${sku}`;
}

async function pricesOn(source: UsageSource, day: string): Promise<Map<string, PriceRow>> {
  const rows = await source.query<PriceRow>(loadSql('digest/sku_price'), { from: day, to: day });
  return new Map(rows.map((row) => [`${row.parent_type}|${row.compute_sku}`, row]));
}

function changeOf(row: PriceRow, bases: readonly (PriceRow | undefined)[]): PriceChange | null {
  const now = priceOf(row);
  const before = bases.flatMap((base) => (base ? [priceOf(base)] : []));
  const middle = median(before);
  if (middle === null || before.length < 2 || middle === 0) return null;
  const steady = before.every((price) => Math.abs(price - middle) <= STEADY * middle);
  if (!steady || Math.abs(now - middle) < MOVED * middle) return null;
  const perDayMicros = Math.round((now - middle) * row.dbu_micros);
  return {
    sku: row.compute_sku,
    parentType: row.parent_type,
    before: significant(middle),
    now,
    perDayMicros,
  };
}

function priceOf({ cost_micros, dbu_micros }: PriceRow): number {
  return significant(ratio(cost_micros, dbu_micros) ?? 0);
}
