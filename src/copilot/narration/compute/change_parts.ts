// The change of a warehouse's or cluster's cost in parts: days, hours a day, DBUs an hour, price; they add up to it.
import { splitChange } from '#src/lib/cost_split.ts';
import { skuName } from '#src/lib/sku_names.ts';
import { ratio } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import type { Fact } from '#src/reports/facts.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy, Period } from '../../study/compute_study.ts';
import { partsInCents } from '../common/cost_parts.ts';
import { type Figures, figures } from '../common/figures.ts';
import type { Writer } from '../common/precision.ts';
import { awake, totals } from './compute_measures.ts';

type Key = 'days' | 'hours' | 'intensity' | 'price' | 'rest';

export interface Part {
  readonly key: Key;
  readonly micros: number;
}

/** Cost = days x hours a day x DBUs an hour x price; each factor's part of the change, largest first, in written dollars. */
export function partsOf(study: ComputeStudy, change: number): Part[] {
  const [now, before] = [totals(study, 'current').costMicros, totals(study, 'previous').costMicros];
  const factors = factorsOf(study);
  const split = splitChange(before, now, factors);
  const written = partsInCents(
    change,
    split.map((part) => part.amount),
  );
  return split
    .map((part, i) => ({ key: part.key as Key, micros: written[i]! }))
    .filter((part) => part.micros !== 0)
    .sort((a, b) => Math.abs(b.micros) - Math.abs(a.micros) || compareText(a.key, b.key));
}

function factorsOf(study: ComputeStudy): { key: Key; before: number | null; after: number | null }[] {
  const [before, now] = [measures(study, 'previous'), measures(study, 'current')];
  if (before.hours === null || now.hours === null) {
    return [
      { key: 'days', before: before.days, after: now.days },
      { key: 'intensity', before: before.dbuPerDay, after: now.dbuPerDay },
      { key: 'price', before: before.price, after: now.price },
    ];
  }
  return [
    { key: 'days', before: before.days, after: now.days },
    { key: 'hours', before: before.hours, after: now.hours },
    { key: 'intensity', before: before.dbuPerHour, after: now.dbuPerHour },
    { key: 'price', before: before.price, after: now.price },
  ];
}

function measures(study: ComputeStudy, period: Period) {
  const { days, dbuMicros, costMicros } = totals(study, period);
  const run = awake(study, period);
  const dbus = dbuMicros / 1e6;
  const hours = run && run.hours > 0 ? ratio(run.hours, days) : null;
  return {
    days,
    hours,
    dbuPerHour: run && run.hours > 0 ? dbus / run.hours : null,
    dbuPerDay: ratio(dbus, days),
    price: ratio(costMicros, dbuMicros),
  };
}

const NAMES: Readonly<Record<Key, readonly [up: string, down: string]>> = {
  days: ['More days with usage', 'Fewer days with usage'],
  hours: ['Longer awake on a day', 'Shorter awake on a day'],
  intensity: ['More DBUs for the same time', 'Fewer DBUs for the same time'],
  price: ['Higher price per DBU', 'Lower price per DBU'],
  rest: ['Not explained by these', 'Not explained by these'],
};

export function partPoint(study: ComputeStudy, part: Part, write: Writer): Line {
  const f = figures(study, 'facts/compute_daily');
  const amount = write(f.usdDelta(`change.${part.key}`, `part of the change: ${part.key}`, part.micros));
  const detail = partDetail(study, part.key, f);
  return line`${words(NAMES[part.key][part.micros > 0 ? 0 : 1])} ${amount}${detail.length > 0 ? line`: ${detail}` : []}`;
}

function partDetail(study: ComputeStudy, key: Key, f: Figures): Line {
  const [before, now] = [measures(study, 'previous'), measures(study, 'current')];
  if (key === 'days')
    return line`${f.past().days('days.used', 'days with usage in the period before', before.days)} → ${f.days('days.used', 'days with usage', now.days)} days`;
  if (key === 'hours' && before.hours !== null && now.hours !== null)
    return line`${arrow(
      f.past().hours('hours.day', 'hours awake on a day with usage, in the period before', before.hours),
      f.hours('hours.day', 'hours awake on a day with usage', now.hours),
    )} a day`;
  if (key === 'intensity') return intensityDetail(study, before, now, f);
  if (key === 'price' && before.price !== null && now.price !== null)
    return priceDetail(study, before.price, now.price, f);
  return [];
}

/** 'from → to'; two figures that print alike are said to differ by less than that. */
function arrow(from: Fact, to: Fact): Line {
  return from.forms[0] === to.forms[0] ? line`${to} both times, as rounded,` : line`${from} → ${to}`;
}

function intensityDetail(
  study: ComputeStudy,
  before: ReturnType<typeof measures>,
  now: ReturnType<typeof measures>,
  f: Figures,
): Line {
  if (before.dbuPerHour !== null && now.dbuPerHour !== null)
    return line`${arrow(
      f.past().dbu('dbu.hour', 'DBUs per hour awake, in the period before', before.dbuPerHour),
      f.dbu('dbu.hour', 'DBUs per hour awake', now.dbuPerHour),
    )} an hour (${words(intensityCause(study, now.dbuPerHour > before.dbuPerHour))})`;
  if (before.dbuPerDay === null || now.dbuPerDay === null) return [];
  return line`${arrow(
    f.past().dbu('dbu.day', 'DBUs on a day with usage, in the period before', before.dbuPerDay),
    f.dbu('dbu.day', 'DBUs on a day with usage', now.dbuPerDay),
  )} a day`;
}

function intensityCause(study: ComputeStudy, more: boolean): string {
  if (study.kind === 'APC_CLUSTER') return more ? 'more or larger workers' : 'fewer or smaller workers';
  return more ? 'a larger size or more clusters at once' : 'a smaller size or fewer clusters at once';
}

/** A list price that changed inside the two periods is named with its day. */
function priceDetail(study: ComputeStudy, before: number, now: number, f: Figures): Line {
  const base = line`${f.past().price('price', 'cost per DBU in the period before', before)} → ${f.price('price', 'cost per DBU', now)} per DBU`;
  const skus = new Set(study.daily.map((row) => row.compute_sku));
  const step = study.prices.find(
    (price) =>
      skus.has(price.compute_sku) &&
      price.price_start_date > study.window.previousFrom &&
      price.price_start_date <= study.params.to,
  );
  if (!step) return base;
  const p = figures(study, 'facts/sku_prices');
  return line`${base}; the list price of ${quote(skuName(step.compute_sku))} is ${p.price(`price.${step.compute_sku}`, 'list price per DBU', step.usd_per_dbu)} since ${p.day(`price.${step.compute_sku}.day`, 'day of the new list price', step.price_start_date)}`;
}
