// Diagnose: how much of the time a SQL warehouse is paid for sees any query, and when it does not.
import { weekdayOf } from '#src/lib/dates.ts';
import { ratio } from '#src/lib/stats.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { ComputePeer, ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { counted, said } from '../common/phrases.ts';
import {
  awake,
  awakeFact,
  costFact,
  hasQueries,
  idleHours,
  idleHoursFact,
  idlePctFact,
  lacksHistory,
  peerMedian,
  queryHours,
  queryTimes,
} from '../compute/compute_measures.ts';
import { firstStep } from '../compute/next_steps.ts';
import { cpuNote, measureNotes } from '../compute/notes.ts';
import { isSilent, silent } from '../compute/silent.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';

export function utilization(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  if (!hasQueries(study)) {
    return notApplicable(
      line`The use of ${study.subject} is not assessed: ${words(lacksHistory(study) && study.profileRow.has_query_history === 1 ? 'no query on it is recorded' : 'this database holds no query history')}, and warehouses report no CPU.`,
      {
        next: [line`load the query history; until then *Cost drivers* shows hours and rate.`],
      },
    );
  }
  return draft(headline(study), {
    points: said([
      idleCostPoint(study),
      timePoint(study),
      nightPoint(study),
      weekendPoint(study),
      peakPoint(study),
      peersPoint(study),
    ]),
    next: [firstStep(study)],
    notes: said([
      line`How long queries queue is not in this database, so too small a warehouse would not show here.`,
      ...measureNotes(study),
      cpuNote(study),
    ]),
  });
}

function headline(study: ComputeStudy): Line {
  const idle = idleHours(study);
  if (!idle) {
    const count = figures(study, 'facts/compute_query_times').count(
      'queries',
      'queries in the period',
      queryTimes(study, 'current')?.queries ?? 0,
    );
    return line`${study.subject} ran ${counted(count, 'query', 'queries')}; the hours it was awake are not recorded, so its idle time is not assessed.`;
  }
  const awake = awakeFact(study, idle.awakeHours);
  if (idle.idleHours === 0)
    return line`${study.subject} was awake for ${awake}, and a query started in every clock hour of that.`;
  return line`${study.subject} was awake for ${awake}; ${idleHoursFact(study, idle)} of that (${idlePctFact(study, idle)}) fell in clock hours in which no query started.`;
}

function idleCostPoint(study: ComputeStudy): Line | null {
  const idle = idleHours(study);
  if (!idle || idle.idleHours === 0) return null;
  const f = figures(study, 'facts/compute_query_hours');
  const before = study.window.hasPrevious ? idleHours(study, 'previous') : null;
  const past = before
    ? line`; in the period before such hours came to ${f.past().hours('hours.idle', 'hours awake in which no query started, in the period before', before.idleHours)}`
    : [];
  return line`Those hours cost ${f.usd('cost.idle', 'cost of the hours in which no query started', idle.costMicros)} of the ${costFact(study)}${past}.`;
}

/** All queries one after another: the most that could have been busy on one cluster. */
function timePoint(study: ComputeStudy): Line | null {
  const times = queryTimes(study, 'current');
  const run = awake(study, 'current');
  if (!times) return line`No query ran in the period.`;
  const f = figures(study, 'facts/compute_query_times');
  const count = counted(f.count('queries', 'queries in the period', times.queries), 'query', 'queries');
  const total = f.minutes(
    'queries.minutes',
    'time of all queries together',
    (times.duration_ms ?? 0) / 60_000,
  );
  const middle =
    times.median_ms === null
      ? []
      : line`; the median takes ${f.seconds('queries.median', 'median time of a query', times.median_ms / 1000)}`;
  if (!run || run.hours === 0) return line`${count} took ${total} together${middle}.`;
  const pct = f.percent(
    'queries.pct',
    'time of all queries together as a share of the time awake',
    ((times.duration_ms ?? 0) * 100) / 3.6e6 / run.hours,
  );
  return line`All ${count} together, even one after another, take ${total}: ${pct} of its time awake${middle}.`;
}

/** The longest stretch of clock hours (UTC) of the day in which no query ever started. */
function nightPoint(study: ComputeStudy): Line | null {
  const used = new Set(queryHours(study, 'current').map((row) => Number(row.hour.slice(11, 13))));
  if (used.size === 0 || used.size === 24 || study.window.days < 7) return null;
  const { start, length } = quietHours(used);
  if (length < 4) return null;
  const f = figures(study, 'facts/compute_query_hours');
  const clock = (hour: number) => `2000-01-01 ${String(hour % 24).padStart(2, '0')}:00:00`;
  const from = f.time('quiet.from', 'start of the hours of the day without any query', clock(start));
  const to = f.time('quiet.to', 'end of the hours of the day without any query', clock(start + length));
  return line`Between ${from} and ${to} no query started on any day.`;
}

function quietHours(used: ReadonlySet<number>): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 24; start++) {
    let length = 0;
    while (length < 24 && !used.has((start + length) % 24)) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}

function weekendPoint(study: ComputeStudy): Line | null {
  const rows = queryHours(study, 'current');
  const all = rows.reduce((sum, row) => sum + row.queries, 0);
  if (all === 0 || study.window.days < 7) return null;
  const weekend = rows
    .filter((row) => [0, 6].includes(weekdayOf(row.hour.slice(0, 10))))
    .reduce((sum, row) => sum + row.queries, 0);
  const pct = figures(study, 'facts/compute_query_hours').percent(
    'weekend.queries.pct',
    'share of the queries on Saturdays and Sundays',
    (weekend * 100) / all,
  );
  return line`Saturdays and Sundays see ${pct} of its queries.`;
}

function peakPoint(study: ComputeStudy): Line | null {
  const peak = study.telemetry.reduce((best, row) => Math.max(best, row.peak_users ?? 0), 0);
  const rows = queryHours(study, 'current');
  const busiest = [...rows].sort((a, b) => b.queries - a.queries || (a.hour < b.hour ? -1 : 1))[0];
  if (!busiest) return null;
  const f = figures(study, 'facts/compute_query_hours');
  const people =
    peak > 0
      ? line`; at most ${counted(figures(study, 'facts/compute_telemetry').count('users.peak', 'most people in one hour', peak), 'person', 'people')} in one hour`
      : [];
  return line`The busiest hour began on ${f.day('busiest.day', 'day of the busiest hour', busiest.hour.slice(0, 10))} at ${f.time('busiest.time', 'start of the busiest hour', `${busiest.hour}:00:00`)} with ${counted(f.count('busiest.queries', 'queries in the busiest hour', busiest.queries), 'query', 'queries')}${people}.`;
}

/** What an hour of query time costs, beside the others: how much work the money buys. */
function peersPoint(study: ComputeStudy): Line | null {
  const perHour = (peer: ComputePeer) =>
    peer.queries ? ratio(peer.cost_micros, (peer.duration_ms ?? 0) / 3.6e6) : null;
  const own = study.peers.find((peer) => peer.compute_id === study.profileRow.compute_id);
  const mine = own ? perHour(own) : null;
  const typical = peerMedian(study, perHour);
  if (mine === null || typical === null) return null;
  const f = figures(study, 'facts/compute_peers');
  return line`Its cost divided by its query time is ${f.usd('cost.query_hour', 'cost per hour of query time', mine)} for an hour of queries; the median of the other warehouses is ${f.usd('peers.cost.query_hour', 'median cost per hour of query time of the other warehouses', typical)}.`;
}
