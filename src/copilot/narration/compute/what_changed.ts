// Diagnose: the period against the one before, split into days, hours, size and price, with nothing left over.
import { splitChange } from '#src/lib/cost_split.ts';
import { ratio } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { form, type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy, Period } from '../../study/compute_study.ts';
import { changeInCents, partsInCents } from '../common/cost_parts.ts';
import { type Figures, figures } from '../common/figures.ts';
import { capital, counted, periodBefore, said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { awake, costFact, hasQueries, previousCostFact, queryTimes, totals } from './compute_measures.ts';
import { type Change, changeEffect, changesInPeriod, changesOf } from './configuration.ts';
import { measureNotes } from './notes.ts';
import { isSilent, silent } from './silent.ts';

type Key = 'days' | 'hours' | 'intensity' | 'price' | 'rest';

interface Part {
  readonly key: Key;
  readonly micros: number;
}

export function whatChanged(study: ComputeStudy): Narration {
  const [now, before] = [totals(study, 'current').costMicros, totals(study, 'previous').costMicros];
  if (!study.window.hasPrevious) return nothingBefore();
  if (isSilent(study)) return silent(study);
  if (before === 0) return isNew(study);
  const change = changeInCents(now, before);
  const parts = partsOf(study, now, before, change);
  return draft(headline(study, change), {
    points: said([
      ...parts.map((part) => partPoint(study, part)),
      ...changesInPeriod(study)
        .slice(-2)
        .map((item) => changePoint(study, item)),
      usagePoint(study),
    ]),
    next: [next(study, parts, change)],
    notes: said([closing(study, change, parts), ...measureNotes(study).slice(0, 2)]),
  });
}

function nothingBefore(): Narration {
  return notApplicable(
    line`There is nothing to compare with: the data do not reach back a whole period before this one.`,
    {
      next: [line`choose a shorter or later period.`],
    },
  );
}

function isNew(study: ComputeStudy): Narration {
  const first = study.daily.find((row) => row.day >= study.params.from)!;
  const day = figures(study, 'facts/compute_daily').day(
    'first.day',
    'first day with usage in the period',
    first.day,
  );
  return draft(
    line`${study.subject} is new: ${costFact(study)} since ${day}, nothing in ${periodBefore(study)}.`,
    {
      next: [line`see whose it is (*Owner and dependents*) and what it is made of (*Cost drivers*).`],
      notes: measureNotes(study),
    },
  );
}

/** Cost = days x hours a day x DBUs an hour x price; each factor's part of the change, largest first, in written dollars. */
function partsOf(study: ComputeStudy, now: number, before: number, change: number): Part[] {
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

function headline(study: ComputeStudy, change: number): Line {
  if (change === 0)
    return line`${study.subject} cost the same as in ${periodBefore(study)}: ${costFact(study)}.`;
  const amount = changeFact(study, change);
  const before = totals(study, 'previous').costMicros;
  const pct = ratio((totals(study, 'current').costMicros - before) * 100, before);
  const share =
    pct === null
      ? []
      : line` (${figures(study, 'facts/compute_daily').percentDelta('change.pct', 'change of cost on the period before', pct)})`;
  return line`${study.subject} cost ${form(amount, 1)} ${words(change > 0 ? 'more' : 'less')} than in ${periodBefore(study)}${share}: ${costFact(study)} after ${previousCostFact(study)}.`;
}

function changeFact(study: ComputeStudy, change: number) {
  return figures(study, 'facts/compute_daily').usdDelta(
    'change',
    'change of cost on the period before, as written',
    change,
  );
}

const NAMES: Readonly<Record<Key, readonly [up: string, down: string]>> = {
  days: ['More days with usage', 'Fewer days with usage'],
  hours: ['Longer awake on a day', 'Shorter awake on a day'],
  intensity: ['More DBUs for the same time', 'Fewer DBUs for the same time'],
  price: ['Higher price per DBU', 'Lower price per DBU'],
  rest: ['Not explained by these', 'Not explained by these'],
};

function partPoint(study: ComputeStudy, part: Part): Line {
  const f = figures(study, 'facts/compute_daily');
  const amount = f.usdDelta(`change.${part.key}`, `part of the change: ${part.key}`, part.micros);
  const detail = partDetail(study, part.key, f);
  return line`${words(NAMES[part.key][part.micros > 0 ? 0 : 1])} ${amount}${detail.length > 0 ? line`: ${detail}` : []}`;
}

function partDetail(study: ComputeStudy, key: Key, f: Figures): Line {
  const [before, now] = [measures(study, 'previous'), measures(study, 'current')];
  const pair = (a: Line, b: Line): Line => line`${a} → ${b}`;
  if (key === 'days')
    return line`${pair([...line`${f.past().days('days.used', 'days with usage in the period before', before.days)}`], [...line`${f.days('days.used', 'days with usage', now.days)}`])} days`;
  if (key === 'hours' && before.hours !== null && now.hours !== null)
    return line`${f.past().hours('hours.day', 'hours awake on a day with usage, in the period before', before.hours)} → ${f.hours('hours.day', 'hours awake on a day with usage', now.hours)} a day`;
  if (key === 'intensity') return intensityDetail(study, before, now, f);
  if (key === 'price' && before.price !== null && now.price !== null)
    return priceDetail(study, before.price, now.price, f);
  return [];
}

function intensityDetail(
  study: ComputeStudy,
  before: ReturnType<typeof measures>,
  now: ReturnType<typeof measures>,
  f: Figures,
): Line {
  if (before.dbuPerHour !== null && now.dbuPerHour !== null)
    return line`${f.past().dbu('dbu.hour', 'DBUs per hour awake, in the period before', before.dbuPerHour)} → ${f.dbu('dbu.hour', 'DBUs per hour awake', now.dbuPerHour)} an hour, so ${words(study.kind === 'SQL_WAREHOUSE' ? 'its size or the number of clusters' : 'the number or size of its workers')}`;
  if (before.dbuPerDay === null || now.dbuPerDay === null) return [];
  return line`${f.past().dbu('dbu.day', 'DBUs on a day with usage, in the period before', before.dbuPerDay)} → ${f.dbu('dbu.day', 'DBUs on a day with usage', now.dbuPerDay)} a day`;
}

/** A list price that changed inside the two periods is named with its day. */
function priceDetail(study: ComputeStudy, before: number, now: number, f: Figures): Line {
  const base = line`${f.past().price('price', 'cost per DBU in the period before', before)} → ${f.price('price', 'cost per DBU', now)} per DBU`;
  const skus = new Set(study.daily.map((row) => row.compute_sku));
  const step = study.prices.find(
    (price) => skus.has(price.compute_sku) && price.price_start_date > study.window.previousFrom,
  );
  if (!step) return base;
  const p = figures(study, 'facts/sku_prices');
  return line`${base}; the list price of ${quote(step.compute_sku)} is ${p.price(`price.${step.compute_sku}`, 'list price per DBU', step.usd_per_dbu)} since ${p.day(`price.${step.compute_sku}.day`, 'day of the new list price', step.price_start_date)}`;
}

/** What a day cost before and after a change of configuration, and how common changes are. */
function changePoint(study: ComputeStudy, change: Change): Line {
  const f = figures(study, 'facts/compute_changes');
  const day = f.day(`change.${change.key}.day`, 'day of a configuration change', change.day);
  const by = change.by ? line`, by ${quote(change.by)}` : [];
  const effect = changeEffect(study, change);
  return line`Configuration changed on ${day}: ${change.what}${by}.${effect.length > 0 ? line` ${capital(effect)}.` : []}${baseRate(study)}`;
}

function baseRate(study: ComputeStudy): Line {
  const days = new Set(
    study.daily.filter((row) => row.day >= study.window.previousFrom).map((row) => row.day),
  ).size;
  const pct = ratio(new Set(changesOf(study).map((change) => change.day)).size * 100, days);
  if (pct === null) return [];
  return line` Its configuration changes on ${figures(study, 'facts/compute_changes').percent('changes.pct', 'share of the days with a configuration change', pct)} of the days.`;
}

/** Whether there was more to do: queries and people beside the cost. */
function usagePoint(study: ComputeStudy): Line | null {
  const [before, now] = [queryTimes(study, 'previous'), queryTimes(study, 'current')];
  if (!hasQueries(study) || !before || !now) return null;
  const f = figures(study, 'facts/compute_query_times');
  const pct = ratio((now.queries - before.queries) * 100, before.queries) ?? 0;
  const past = f.past().count('queries', 'queries in the period before', before.queries);
  const queries = line`Queries went from ${past} to ${f.count('queries', 'queries in the period', now.queries)} (${f.percentDelta('queries.change', 'change of the number of queries', pct)})`;
  const users = f.count('users', 'people who ran queries', now.users);
  if (now.users === before.users)
    return line`${queries}, by ${counted(users, 'person', 'people')} as before.`;
  return line`${queries}, people from ${f.past().count('users', 'people in the period before', before.users)} to ${users}.`;
}

function closing(study: ComputeStudy, change: number, parts: readonly Part[]): Line | null {
  if (parts.length === 0) return null;
  return line`These parts add up to the ${changeFact(study, change)}; nothing is left over.`;
}

function next(study: ComputeStudy, parts: readonly Part[], change: number): Line {
  const top = parts.find((part) => part.micros > 0);
  if (change <= 0 || !top) return line`nothing: it got no dearer. *Trend* shows whether that lasts.`;
  if (changesInPeriod(study).length > 0)
    return line`check the change of configuration first (*Right-size* and *Cut cost* show the sums).`;
  if (top.key === 'hours' || top.key === 'days')
    return line`see who keeps it awake longer (*Who uses it*) and what the idle hours cost (*Utilization*).`;
  if (top.key === 'intensity')
    return line`see whether the larger size or the extra clusters are needed (*Right-size* shows the sums).`;
  return line`nothing to fix here: the price moved (*Cut cost* shows what can be done about the hours).`;
}
