// The figures every narration of a warehouse or cluster starts from.
import { median, ratio } from '#src/lib/stats.ts';
import type { Fact } from '#src/reports/facts.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { Awake } from '../../study/awake.ts';
import type {
  ComputePeer,
  ComputeStudy,
  ComputeUser,
  Config,
  Period,
  QueryHour,
  QueryTimes,
} from '../../study/compute_study.ts';
import { periodDays } from '../../study/compute_study.ts';
import { hoursOf, hoursOutside } from '../../study/sessions.ts';
import { changeInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';

export interface ComputeTotals {
  readonly costMicros: number;
  readonly dbuMicros: number;
  readonly unpriced: number;
  /** Days with usage. */
  readonly days: number;
  /** null: nothing was measured. */
  readonly cpuPct: number | null;
}

export function totals(study: ComputeStudy, period: Period): ComputeTotals {
  const [from, to] = periodDays(study, period);
  const rows = study.daily.filter((row) => row.day >= from && row.day <= to);
  const sum = (column: 'cost_micros' | 'dbu_micros' | 'unpriced_rows' | 'cpu_micros' | 'cpu_rows') =>
    rows.reduce((total, row) => total + row[column], 0);
  return {
    costMicros: sum('cost_micros'),
    dbuMicros: sum('dbu_micros'),
    unpriced: sum('unpriced_rows'),
    days: new Set(rows.map((row) => row.day)).size,
    cpuPct: ratio(sum('cpu_micros') / 1e6, sum('cpu_rows')),
  };
}

/** When it ran; null when neither events, nor the configuration, nor the size tell. */
export function awake(study: ComputeStudy, period: Period): Awake | null {
  return study.awake[period];
}

export function configInForce(study: ComputeStudy): Config | null {
  return study.configs.at(-1) ?? null;
}

export function sizeOf(study: ComputeStudy): string | null {
  return configInForce(study)?.size ?? null;
}

export function queryTimes(study: ComputeStudy, period: Period): QueryTimes | null {
  return study.queryTimes.find((row) => row.period === period) ?? null;
}

export function queryHours(study: ComputeStudy, period: Period): QueryHour[] {
  const [from, to] = periodDays(study, period);
  return study.queryHours.filter((row) => row.hour.slice(0, 10) >= from && row.hour.slice(0, 10) <= to);
}

export interface Idle {
  /** All hours awake, those of days without a recorded start among them. */
  readonly awakeHours: number;
  readonly idleHours: number;
  readonly pct: number;
  readonly costMicros: number;
}

/** Time awake in clock hours in which no query started; null for clusters and where hours or queries are not recorded. */
export function idleHours(study: ComputeStudy, period: Period = 'current'): Idle | null {
  const run = awake(study, period);
  if (!run || hoursOf(run.stretches) === 0 || !hasQueries(study)) return null;
  const busy = new Set(queryHours(study, period).map((row) => row.hour));
  const idle = hoursOutside(run.stretches, busy);
  return {
    awakeHours: run.hours,
    idleHours: idle,
    pct: (idle * 100) / run.hours,
    costMicros: Math.round((totals(study, period).costMicros * idle) / run.hours),
  };
}

/** Query history covers warehouses only, and only when it was loaded for this one. */
export function hasQueries(study: ComputeStudy): boolean {
  return study.kind === 'SQL_WAREHOUSE' && study.profileRow.has_query_history === 1 && !lacksHistory(study);
}

/** A serverless warehouse is billed only after somebody asked for it: without any query on record its history is missing. */
export function lacksHistory(study: ComputeStudy): boolean {
  return configInForce(study)?.warehouse_type === 'SERVERLESS' && study.queryTimes.length === 0;
}

export function idleHoursFact(study: ComputeStudy, idle: Idle): Fact {
  return figures(study, 'facts/compute_query_hours').hours(
    'hours.idle',
    'hours awake in which no query started',
    idle.idleHours,
  );
}

export function idlePctFact(study: ComputeStudy, idle: Idle): Fact {
  return figures(study, 'facts/compute_query_hours').percent(
    'hours.idle.pct',
    'share of the hours awake in which no query started',
    idle.pct,
  );
}

export function awakeFact(study: ComputeStudy, hours: number): Fact {
  return figures(study, 'facts/compute_sessions').hours('hours.awake', 'hours awake', hours);
}

/** How many people used it, as every answer counts them; whoever is not recorded is not among them. */
export function peopleFact(study: ComputeStudy): Fact {
  const people = usersOf(study, 'current').filter((user) => user.user_id !== null).length;
  return figures(study, 'facts/compute_users').count('users', 'people who used it', people);
}

export function usersOf(study: ComputeStudy, period: Period): ComputeUser[] {
  return study.users.filter((user) => user.period === period);
}

export function userName(user: Pick<ComputeUser, 'user_id' | 'name'>): EntityName {
  return { ref: `user:${user.user_id}`, name: user.name?.trim() || `user ${user.user_id}` };
}

/** Peers with cost in the period, the most expensive first, this one among them. */
export function peersWithCost(study: ComputeStudy): ComputePeer[] {
  return study.peers.filter((peer) => peer.cost_micros > 0);
}

function otherPeers(study: ComputeStudy): ComputePeer[] {
  return peersWithCost(study).filter((peer) => peer.compute_id !== study.profileRow.compute_id);
}

/** Median of a figure over the others; null when fewer than two have it. */
export function peerMedian(study: ComputeStudy, of: (peer: ComputePeer) => number | null): number | null {
  const values = otherPeers(study)
    .map(of)
    .filter((value): value is number => value !== null);
  return values.length < 2 ? null : median(values);
}

/** ['warehouse', 'warehouses'] or ['cluster', 'clusters']. */
export function nouns(study: ComputeStudy): readonly [string, string] {
  return study.kind === 'SQL_WAREHOUSE' ? ['warehouse', 'warehouses'] : ['cluster', 'clusters'];
}

export function costFact(study: ComputeStudy): Fact {
  return figures(study, 'facts/compute_daily').usd(
    'cost',
    'cost in the period',
    totals(study, 'current').costMicros,
  );
}

export function previousCostFact(study: ComputeStudy): Fact {
  return figures(study, 'facts/compute_daily')
    .past()
    .usd('cost', 'cost in the period before', totals(study, 'previous').costMicros);
}

/** The change of cost as the two written costs subtract, micro-dollars. */
export function costChange(study: ComputeStudy): number {
  return changeInCents(totals(study, 'current').costMicros, totals(study, 'previous').costMicros);
}
