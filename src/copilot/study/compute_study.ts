// What SQL says about one SQL warehouse or all-purpose cluster: what it is, when it ran, who used it, and all others of its kind.
import { addDays } from '#src/lib/dates.ts';
import type { SqlParams } from '#src/store/usage_source.ts';
import { earlier, later } from '../narration/common/days.ts';
import { entityId, entityType } from '../selection/selection.ts';
import { type Awake, awakeIn } from './awake.ts';
import { SLOW_MS } from './compute_sizes.ts';
import type { SessionEvent } from './sessions.ts';
import { entityGone, type StudyBase, type StudyInput, studyBase } from './study.ts';

export type ComputeKind = 'SQL_WAREHOUSE' | 'APC_CLUSTER';
export type Period = 'current' | 'previous';

export interface ComputeProfile {
  readonly compute_id: string;
  readonly compute_name: string | null;
  readonly workspace_id: string | null;
  readonly workspace_name: string | null;
  readonly workspace_url: string | null;
  readonly same_name: number;
  /** 1 when the database has any query history at all. */
  readonly has_query_history: number;
}

export interface ComputeDay {
  readonly day: string;
  readonly compute_sku: string;
  readonly cost_micros: number;
  readonly dbu_micros: number;
  readonly unpriced_rows: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
}

export interface Telemetry {
  readonly day: string;
  readonly cpu: number | null;
  readonly memory_gb: number | null;
  readonly peak_users: number | null;
  readonly instance_type: string | null;
}

export interface Config {
  readonly changed_at: string;
  readonly size: string | null;
  readonly warehouse_type: string | null;
  readonly min_clusters: number | null;
  readonly max_clusters: number | null;
  /** 0: never stops by itself. */
  readonly auto_stop_mins: number | null;
  readonly worker_instance_type: string | null;
  readonly changed_by: string | null;
  readonly changed_by_name: string | null;
}

export interface EventCount {
  readonly period: Period;
  readonly event_type: string;
  readonly details: string | null;
  readonly times: number;
  readonly last_time: string;
}

export interface ComputeChange {
  readonly event_id: string;
  readonly event_time: string;
  readonly details: string | null;
  readonly user_id: string | null;
  readonly user_name: string | null;
}

export interface QueryHour {
  /** 'YYYY-MM-DD HH' */
  readonly hour: string;
  readonly queries: number;
  readonly duration_ms: number | null;
  readonly users: number;
}

export interface QueryTimes {
  readonly period: Period;
  readonly queries: number;
  readonly failed: number;
  readonly duration_ms: number | null;
  readonly users: number;
  readonly median_ms: number | null;
  readonly p95_ms: number | null;
  readonly longest_ms: number | null;
}

export interface QuerySpeed {
  readonly compute_id: string;
  /** In the period and the one before. */
  readonly queries: number;
  /** In the period, with a recorded time. */
  readonly timed: number;
  /** Of those, longer than SLOW_MS. */
  readonly slow: number;
}

export interface ComputeUser {
  readonly period: Period;
  readonly user_id: string | null;
  readonly name: string | null;
  readonly department: string | null;
  readonly queries: number;
  readonly duration_ms: number | null;
  readonly failed: number;
  readonly starts: number;
  readonly days: number;
}

export interface Statement {
  readonly query_id: string;
  readonly sql_text: string;
  readonly times: number;
  readonly duration_ms: number | null;
  readonly users: number;
  readonly failed: number;
}

export interface QueryError {
  readonly period: Period;
  readonly error_message: string;
  readonly times: number;
  readonly duration_ms: number | null;
  readonly users: number;
}

export interface ComputePeer {
  readonly compute_id: string;
  readonly compute_name: string | null;
  readonly workspace_id: string | null;
  readonly workspace_name: string | null;
  readonly cost_micros: number;
  readonly previous_cost_micros: number;
  readonly dbu_micros: number;
  readonly days: number;
  readonly cpu_micros: number;
  readonly cpu_rows: number;
  /** null: no query recorded. */
  readonly queries: number | null;
  readonly failed: number | null;
  readonly duration_ms: number | null;
  readonly query_hours: number | null;
}

export interface SkuPrice {
  readonly compute_sku: string;
  readonly price_start_date: string;
  readonly price_end_date: string | null;
  readonly usd_per_dbu: number;
}

export interface ComputeStudy extends StudyBase {
  readonly kind: ComputeKind;
  readonly profileRow: ComputeProfile;
  /** From the start of the history or of the period before, whichever is earlier. */
  readonly daily: readonly ComputeDay[];
  readonly telemetry: readonly Telemetry[];
  /** Oldest first. */
  readonly configs: readonly Config[];
  readonly sessions: readonly SessionEvent[];
  readonly awake: Readonly<Record<Period, Awake | null>>;
  readonly events: readonly EventCount[];
  readonly changes: readonly ComputeChange[];
  readonly queryHours: readonly QueryHour[];
  readonly queryTimes: readonly QueryTimes[];
  /** null: no query recorded in either period. */
  readonly querySpeed: QuerySpeed | null;
  readonly users: readonly ComputeUser[];
  readonly statements: readonly Statement[];
  readonly errors: readonly QueryError[];
  readonly peers: readonly ComputePeer[];
  readonly prices: readonly SkuPrice[];
}

const HISTORY_DAYS = 90;

export async function gatherCompute(input: StudyInput): Promise<ComputeStudy> {
  const kind: ComputeKind = entityType(input.ref) === 'warehouse' ? 'SQL_WAREHOUSE' : 'APC_CLUSTER';
  const bound: SqlParams = { id: entityId(input.ref), kind };
  const profile = (await input.ask<ComputeProfile>('compute_profile', bound))[0];
  if (!profile) throw entityGone(input.ref);
  const daily = await input.ask<ComputeDay>('compute_daily', { ...bound, history_from: historyFrom(input) });
  const configs = await input.ask<Config>('compute_config', bound);
  const sessions = await input.ask<SessionEvent>('compute_sessions', bound);
  return {
    ...studyBase(input, nameOf(profile, kind)),
    kind,
    profileRow: profile,
    daily,
    configs,
    sessions,
    awake: awakeOf(input, daily, configs, sessions),
    telemetry: await input.ask<Telemetry>('compute_telemetry', bound),
    events: await input.ask<EventCount>('compute_events', bound),
    changes: await input.ask<ComputeChange>('compute_changes', bound),
    queryHours: await input.ask<QueryHour>('compute_query_hours', bound),
    queryTimes: await input.ask<QueryTimes>('compute_query_times', bound),
    querySpeed:
      (await input.ask<QuerySpeed>('query_speed', { id: bound['id']!, slow_ms: SLOW_MS }))[0] ?? null,
    users: await input.ask<ComputeUser>('compute_users', bound),
    statements: await input.ask<Statement>('compute_statements', bound),
    errors: await input.ask<QueryError>('compute_query_errors', bound),
    peers: await input.ask<ComputePeer>('compute_peers', bound),
    prices: await input.ask<SkuPrice>('sku_prices', {}),
  };
}

function awakeOf(
  input: StudyInput,
  daily: readonly ComputeDay[],
  configs: readonly Config[],
  events: readonly SessionEvent[],
): ComputeStudy['awake'] {
  const eventsFrom = input.window.previousFrom;
  const within = (period: Period) => {
    const [from, to] = periodDays({ ...input, daily }, period);
    return awakeIn({ events, days: daily, configs, eventsFrom, from, to });
  };
  return { current: within('current'), previous: within('previous') };
}

/** First and last day of a period; the current one ends with the data. */
export function periodDays(
  { params, window, daily }: Pick<ComputeStudy, 'params' | 'window' | 'daily'>,
  period: Period,
): readonly [string, string] {
  if (period === 'previous') return [window.previousFrom, window.previousTo];
  const lastDay = daily.at(-1)?.day ?? window.asOf;
  return [params.from, earlier(params.to, later(lastDay, window.asOf))];
}

/** Ninety days, or back to the start of the period before when that is longer. */
export function historyFrom({ params, window }: Pick<StudyInput, 'params' | 'window'>): string {
  return [addDays(params.to, 1 - HISTORY_DAYS), window.previousFrom].sort()[0]!;
}

function nameOf(profile: ComputeProfile, kind: ComputeKind): string {
  const noun = kind === 'SQL_WAREHOUSE' ? 'warehouse' : 'cluster';
  const name = profile.compute_name?.trim() || `${noun} ${profile.compute_id}`;
  return profile.same_name > 1 && profile.workspace_name ? `${name} (${profile.workspace_name})` : name;
}
