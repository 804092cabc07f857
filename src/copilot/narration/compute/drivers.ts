// Diagnose: what the cost of a warehouse or cluster is made of: hours, rate, people, days.
import { weekdayOf } from '#src/lib/dates.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { skuName } from '#src/lib/sku_names.ts';
import { median, ratio } from '#src/lib/stats.ts';
import { truncate } from '#src/lib/text.ts';
import { form, type Line, line, quote, words } from '#src/reports/line.ts';
import { dbuRate } from '../../study/compute_sizes.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { changeInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { counted, said } from '../common/phrases.ts';
import { moneyWriter } from '../common/precision.ts';
import { draft, type Narration } from '../draft.ts';
import {
  awake,
  awakeFact,
  costFact,
  idleHours,
  idleHoursFact,
  idlePctFact,
  peopleFact,
  queryTimes,
  sizeOf,
  totals,
  userName,
} from './compute_measures.ts';
import { idleDays, idleDaysText } from './idle_days.ts';
import { firstStep } from './next_steps.ts';
import { measureNotes } from './notes.ts';
import { isSilent, silent } from './silent.ts';
import { measure, shareFact, topUser } from './who_uses_it.ts';

export function drivers(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  return draft(headline(study), {
    points: said([
      ratePoint(study),
      idlePoint(study),
      weekendPoint(study),
      peakPoint(study),
      idleDaysPoint(study),
      personPoint(study),
      ...statementPoints(study),
    ]),
    next: [firstStep(study)],
    notes: measureNotes(study),
  });
}

/** '720 h awake at $6.60 an hour make the $4,752 of BI-1.' */
function headline(study: ComputeStudy): Line {
  const run = awake(study, 'current');
  const { costMicros, dbuMicros } = totals(study, 'current');
  const f = figures(study, 'facts/compute_daily');
  if (!run || run.hours === 0) {
    const price = f.price('price', 'cost per DBU', ratio(costMicros, dbuMicros) ?? 0);
    return line`${f.dbu('dbus', 'DBUs consumed', dbuMicros / 1e6)} at ${price} each make the ${costFact(study)} of ${study.subject}.`;
  }
  const hours = awakeFact(study, run.hours);
  const rate = f.usd('cost.hour', 'cost of an hour awake', costMicros / run.hours);
  return line`${hours} awake at ${form(rate, 1)} an hour make the ${costFact(study)} of ${study.subject}.`;
}

/** DBUs per hour and price per DBU, beside what the size says. */
function ratePoint(study: ComputeStudy): Line | null {
  const run = awake(study, 'current');
  const { costMicros, dbuMicros } = totals(study, 'current');
  const price = ratio(costMicros, dbuMicros);
  if (price === null) return null;
  const f = figures(study, 'facts/compute_daily');
  const each = f.price('price', 'cost per DBU', price);
  if (!run || run.hours === 0) return line`A DBU costs ${each}${skuText(study)}.`;
  const perHour = f.dbu('dbu.hour', 'DBUs per hour awake', dbuMicros / 1e6 / run.hours);
  return line`An hour uses ${perHour}${publishedText(study, dbuMicros / 1e6 / run.hours)}; a DBU costs ${each}${skuText(study)}.`;
}

function publishedText(study: ComputeStudy, perHour: number): Line {
  const size = sizeOf(study);
  const published = dbuRate(size);
  if (size === null || published === null) return [];
  const f = figures(study, 'facts/compute_daily');
  const rate = f.dbu('rate', 'DBUs per hour of one cluster of this size, as published', published);
  if (Math.abs(perHour - published) < published * 0.05)
    return line`, as published for one cluster of size ${quote(size)}`;
  return line`, ${f.times('clusters.average', 'clusters awake on average', perHour / published)} the ${rate} published for one cluster of size ${quote(size)}`;
}

function skuText(study: ComputeStudy): Line {
  const skus = [
    ...new Set(study.daily.filter((row) => row.day >= study.params.from).map((row) => row.compute_sku)),
  ];
  return skus.length === 1 && skus[0] ? line` (${quote(skuName(skus[0]))})` : [];
}

/** Hours with and without queries, in dollars that add up to the cost. */
function idlePoint(study: ComputeStudy): Line | null {
  const idle = idleHours(study);
  if (!idle) return null;
  if (idle.idleHours === 0) return line`A query started in every clock hour it was awake.`;
  const { costMicros } = totals(study, 'current');
  const f = figures(study, 'facts/compute_query_hours');
  const busy = changeInCents(costMicros, idle.costMicros);
  const write = moneyWriter([microsToUsd(idle.costMicros), microsToUsd(busy)], microsToUsd(costMicros));
  const idleUsd = write(f.usd('cost.idle', 'cost of the hours in which no query started', idle.costMicros));
  const rest = write(f.usd('cost.busy', 'cost of all other hours awake', busy));
  return line`Of its hours awake ${idleHoursFact(study, idle)} (${idlePctFact(study, idle)}) fell in clock hours in which no query started, ${idleUsd}; all others make ${rest}.`;
}

function idleDaysPoint(study: ComputeStudy): Line | null {
  const idle = idleDays(study);
  return idle.length === 0 ? null : line`It ran without work: ${idleDaysText(study, idle)}.`;
}

function weekendPoint(study: ComputeStudy): Line | null {
  const byDay = costByDay(study);
  const isWeekend = (day: string) => weekdayOf(day) === 0 || weekdayOf(day) === 6;
  const weekend = [...byDay].filter(([day]) => isWeekend(day));
  const total = [...byDay.values()].reduce((sum, value) => sum + value, 0);
  if (byDay.size < 7 || total === 0) return null;
  const micros = weekend.reduce((sum, [, value]) => sum + value, 0);
  const f = figures(study, 'facts/compute_daily');
  const pct = f.percent('weekend.pct', 'share of the cost on Saturdays and Sundays', (micros * 100) / total);
  return line`Saturdays and Sundays make ${f.usd('weekend.cost', 'cost on Saturdays and Sundays', micros)}, ${pct} of the cost.`;
}

function costByDay(study: ComputeStudy): Map<string, number> {
  const byDay = new Map<string, number>();
  for (const row of study.daily) {
    if (row.day >= study.params.from && row.day <= study.params.to)
      byDay.set(row.day, (byDay.get(row.day) ?? 0) + row.cost_micros);
  }
  return byDay;
}

function peakPoint(study: ComputeStudy): Line | null {
  const byDay = [...costByDay(study)];
  const typical = median(byDay.map(([, micros]) => micros));
  const peak = byDay.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  if (!peak || !typical || peak[1] < typical * 1.3) return null;
  const f = figures(study, 'facts/compute_daily');
  return line`The dearest day was ${f.day('peak.day', 'most expensive day', peak[0])} with ${f.usd('peak.cost', 'cost of the most expensive day', peak[1])}; the median day costs ${f.usd('day.median', 'median cost of a day', typical)}.`;
}

function personPoint(study: ComputeStudy): Line | null {
  const top = topUser(study);
  if (!top || peopleFact(study).value === 1) return null;
  return line`${userName(top.user)} has ${shareFact(study, top.user)} of ${words(measure(study))} (*Who uses it* has the others).`;
}

/** The heaviest statements: the nearest thing to the cost of a query. */
function statementPoints(study: ComputeStudy): Line[] {
  const all = queryTimes(study, 'current')?.duration_ms ?? 0;
  if (all === 0) return [];
  return study.statements.slice(0, 2).map((statement) => {
    const f = figures(study, 'facts/compute_statements').of(`query:${statement.query_id}`);
    const share = f.percent(
      'share',
      'share of the statement in the query time',
      ((statement.duration_ms ?? 0) * 100) / all,
    );
    const time = f.minutes(
      'minutes',
      'time of all runs of the statement',
      (statement.duration_ms ?? 0) / 60_000,
    );
    return line`Heavy statement, ${share} of the query time (${counted(f.count('times', 'runs of the statement', statement.times), 'run')}, ${time}): ${quote(truncate(statement.sql_text.replace(/\s+/g, ' '), 110))}`;
  });
}
