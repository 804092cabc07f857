// Understand: what a warehouse or cluster is, what it costs, and how that compares with its own past and with the others.
import { ratio } from '#src/lib/stats.ts';
import { form, type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { counted, periodLength, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { sinceBefore } from './compared.ts';
import {
  awake,
  awakeFact,
  costFact,
  hasQueries,
  idleHours,
  idleHoursFact,
  nouns,
  peerMedian,
  peersWithCost,
  peopleFact,
  previousCostFact,
  queryTimes,
  totals,
  userName,
} from './compute_measures.ts';
import { configurationText } from './configuration.ts';
import { firstStep } from './next_steps.ts';
import { measureNotes } from './notes.ts';
import { isSilent, silent } from './silent.ts';
import { measure, shareFact, topUser } from './who_uses_it.ts';

export function explain(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  const points = said([
    whatPoint(study),
    hoursPoint(study),
    rankPoint(study),
    unitPoint(study),
    usersPoint(study),
  ]);
  return draft(headline(study), { points, next: [firstStep(study)], notes: measureNotes(study) });
}

/** 'BI-1 cost $4,752 in 30 days, level with the period before.' */
function headline(study: ComputeStudy): Line {
  const change = sinceBefore(
    study,
    totals(study, 'current').costMicros,
    totals(study, 'previous').costMicros,
    () => previousCostFact(study),
  );
  return line`${study.subject} cost ${costFact(study)} in ${periodLength(study)}${change}.`;
}

function whatPoint(study: ComputeStudy): Line {
  const place = study.profileRow.workspace_name ? line` in ${quote(study.profileRow.workspace_name)}` : [];
  const kind = words(study.kind === 'SQL_WAREHOUSE' ? 'A SQL warehouse' : 'An all-purpose cluster');
  const setup = configurationText(study);
  return setup.length > 0
    ? line`${kind}${place}: ${setup}.`
    : line`${kind}${place}; its configuration is not recorded.`;
}

function hoursPoint(study: ComputeStudy): Line | null {
  const run = awake(study, 'current');
  const { costMicros } = totals(study, 'current');
  if (!run || run.hours === 0) return null;
  const f = figures(study, 'facts/compute_sessions');
  const hours = awakeFact(study, run.hours);
  const rate = f.usd('cost.hour', 'cost of an hour awake', costMicros / run.hours);
  const before = study.window.hasPrevious ? awake(study, 'previous') : null;
  const past = before
    ? line` (${f.past().hours('hours.awake', 'hours awake in the period before', before.hours)} before)`
    : [];
  return line`It was awake for ${hours}${past}, at ${form(rate, 1)} an hour${usedPart(study)}.`;
}

function usedPart(study: ComputeStudy): Line {
  const idle = idleHours(study);
  if (!idle) return [];
  if (idle.idleHours === 0) return line`; a query started in every clock hour of that`;
  return line`; ${idleHoursFact(study, idle)} of that fell in clock hours in which no query started`;
}

function rankPoint(study: ComputeStudy): Line | null {
  const peers = peersWithCost(study);
  const index = peers.findIndex((peer) => peer.compute_id === study.profileRow.compute_id);
  const typical = peerMedian(study, (peer) => peer.cost_micros);
  if (index < 0 || peers.length < 2 || typical === null) return null;
  const f = figures(study, 'facts/compute_peers');
  const all = peers.reduce((sum, peer) => sum + peer.cost_micros, 0);
  const rank = f.rank('rank', `rank by cost among all ${nouns(study)[1]}`, index + 1);
  const count = f.count('peers.count', `${nouns(study)[1]} with cost in the period`, peers.length);
  const share = f.percent(
    'share',
    `share of the cost of all ${nouns(study)[1]}`,
    ratio(peers[index]!.cost_micros * 100, all) ?? 0,
  );
  const median = f.usd('peers.median', `median cost of the other ${nouns(study)[1]}`, typical);
  return line`By cost it is ${rank} of ${count} ${words(nouns(study)[1])} and makes ${share} of their cost; the median of the others is ${median}.`;
}

/** What one query costs here, or how busy the CPU is, beside the others. */
function unitPoint(study: ComputeStudy): Line | null {
  return study.kind === 'SQL_WAREHOUSE' ? queryPoint(study) : cpuPoint(study);
}

function queryPoint(study: ComputeStudy): Line | null {
  const times = queryTimes(study, 'current');
  if (!hasQueries(study) || !times) return null;
  const f = figures(study, 'facts/compute_query_times');
  const count = f.count('queries', 'queries in the period', times.queries);
  const total = f.minutes(
    'queries.minutes',
    'time of all queries together',
    (times.duration_ms ?? 0) / 60_000,
  );
  const each = f.usd('cost.query', 'cost per query', totals(study, 'current').costMicros / times.queries);
  const typical = peerMedian(study, (peer) => ratio(peer.cost_micros, peer.queries ?? 0));
  const beside =
    typical === null
      ? []
      : line`, the median of the others ${figures(study, 'facts/compute_peers').usd('peers.cost.query', 'median cost per query of the other warehouses', typical)}`;
  return line`${counted(count, 'query', 'queries')} took ${total} together: ${each} a query${beside}.`;
}

function cpuPoint(study: ComputeStudy): Line {
  const { cpuPct } = totals(study, 'current');
  if (cpuPct === null) return line`CPU was not measured, so its use is not assessed.`;
  const typical = peerMedian(study, (peer) => ratio(peer.cpu_micros / 1e6, peer.cpu_rows));
  const cpu = figures(study, 'facts/compute_daily').percent('cpu', 'mean CPU utilization', cpuPct);
  if (typical === null) return line`Its CPU is ${cpu} busy on average.`;
  const median = figures(study, 'facts/compute_peers').percent(
    'peers.cpu',
    'median CPU utilization of the other clusters',
    typical,
  );
  return line`Its CPU is ${cpu} busy on average; the median of the others is ${median}.`;
}

function usersPoint(study: ComputeStudy): Line | null {
  const top = topUser(study);
  if (!top) return null;
  const used = words(study.kind === 'SQL_WAREHOUSE' ? 'used' : 'started');
  const people = peopleFact(study);
  if (people.value === 1) return line`Only ${userName(top.user)} ${used} it.`;
  return line`${counted(people, 'person', 'people')} ${used} it; ${userName(top.user)} has ${shareFact(study, top.user)} of ${words(measure(study))} (*Who uses it*).`;
}
