// Diagnose: starts, stops, scaling, failed queries and changes of a warehouse or cluster.
import { ratio } from '#src/lib/stats.ts';
import { compareText, truncate } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy, Period, QueryError } from '../../study/compute_study.ts';
import { periodDays } from '../../study/compute_study.ts';
import { dayRange, hoursOf } from '../../study/sessions.ts';
import { figures } from '../common/figures.ts';
import { chip, counted, listed, orNone, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import {
  awake,
  configInForce,
  hasQueries,
  peerMedian,
  queryTimes,
  userName,
  usersOf,
} from './compute_measures.ts';
import { changesInPeriod } from './configuration.ts';
import { measureNotes } from './notes.ts';
import { isSilent, silent } from './silent.ts';

/** Awake for less than this, in minutes, and a start was hardly worth it. */
const SHORT_MINUTES = 15;

export function stability(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  return draft(headline(study), {
    points: said([
      startsPoint(study),
      overlapPoint(study),
      scalingPoint(study),
      reasonsPoint(study),
      ...errorPoints(study),
      failingPeoplePoint(study),
      peersPoint(study),
      changesPoint(study),
    ]),
    next: [next(study)],
    notes: measureNotes(study).slice(0, 3),
  });
}

function starts(study: ComputeStudy, period: Period): number {
  return study.sessions.filter(
    (event) => event.event_type === 'CLUSTER_START' && inPeriod(study, event.event_time, period),
  ).length;
}

function inPeriod(study: ComputeStudy, time: string, period: Period): boolean {
  return time.slice(0, 10) >= study.params.from === (period === 'current');
}

function headline(study: ComputeStudy): Line {
  const f = figures(study, 'facts/compute_sessions');
  const count = f.count('starts', 'starts in the period', starts(study, 'current'));
  const past = study.window.hasPrevious
    ? line` (${orNone(f.past().count('starts', 'starts in the period before', starts(study, 'previous')))} in the period before)`
    : [];
  const restless =
    starts(study, 'current') === 0
      ? alwaysOnText(study)
      : line`started ${count.value === 1 ? line`once` : counted(count, 'time', 'times')}${past}`;
  const times = queryTimes(study, 'current');
  if (!hasQueries(study) || !times) return line`${study.subject} ${restless} in the period.`;
  const q = figures(study, 'facts/compute_query_times');
  const failed = q.count('queries.failed', 'failed queries', times.failed);
  const all = counted(q.count('queries', 'queries in the period', times.queries), 'query', 'queries');
  if (times.failed === 0) return line`${study.subject} ${restless}; none of its ${all} failed.`;
  const pct = q.percent(
    'queries.failed.pct',
    'share of queries that failed',
    ratio(times.failed * 100, times.queries) ?? 0,
  );
  return line`${study.subject} ${restless}; ${failed} of its ${all} failed (${pct}).`;
}

function alwaysOnText(study: ComputeStudy): Line {
  return configInForce(study)?.auto_stop_mins === 0
    ? line`never stopped, because auto-stop is off`
    : line`has no start on record`;
}

function startsPoint(study: ComputeStudy): Line | null {
  const run = awake(study, 'current');
  const now = starts(study, 'current');
  if (!run || now === 0) return null;
  const ended = run.stretches.filter((stretch) => stretch.stopped);
  if (ended.length === 0) return null;
  const f = figures(study, 'facts/compute_sessions');
  const each = f.minutes(
    'awake.mean',
    'mean time awake between a start and a stop',
    (hoursOf(ended) * 60) / ended.length,
  );
  const short = ended.filter((s) => s.endMs - s.startMs < SHORT_MINUTES * 60_000).length;
  const limit = f.minutes('awake.short.limit', 'time awake that counts as short', SHORT_MINUTES);
  return line`It stayed awake for ${each} after a start on average; ${orNone(f.count('awake.short', 'stretches awake that were short', short))} lasted less than ${limit}.`;
}

/** Starts while it was awake already make no new stretch, so starts and stops differ. */
function overlapPoint(study: ComputeStudy): Line | null {
  const run = awake(study, 'current');
  const [from, to] = periodDays(study, 'current');
  const [startMs, endMs] = dayRange(from, to);
  const begun = run?.stretches.filter((s) => s.startMs > startMs && s.startMs < endMs).length ?? 0;
  const now = starts(study, 'current');
  if (!run || begun === 0 || now <= begun) return null;
  const f = figures(study, 'facts/compute_sessions');
  const stops = f.count('stops', 'stops in the period', run.stretches.filter((s) => s.stopped).length);
  const extra = f.count('starts.awake', 'starts while it was awake already', now - begun);
  return line`${extra} of the starts came while it was awake already, so it stopped only ${counted(stops, 'time', 'times')}.`;
}

function scalingPoint(study: ComputeStudy): Line | null {
  const times = (period: Period) =>
    study.events
      .filter((event) => event.period === period && event.event_type === 'AUTOSCALING')
      .reduce((sum, event) => sum + event.times, 0);
  const max = configInForce(study)?.max_clusters ?? null;
  if (times('current') === 0 && times('previous') === 0) {
    return max !== null && max > 1 ? line`It never scaled beyond its first cluster, though it may.` : null;
  }
  const f = figures(study, 'facts/compute_events');
  const before = study.window.hasPrevious
    ? line`, ${f.past().count('scaled', 'scaling events in the period before', times('previous'))} before`
    : [];
  return line`It scaled ${counted(f.count('scaled', 'scaling events in the period', times('current')), 'time', 'times')}${before}.`;
}

/** Why it stopped, in the words of the event log. */
function reasonsPoint(study: ComputeStudy): Line | null {
  const stops = study.events.filter(
    (event) =>
      event.period === 'current' && event.event_type === 'CLUSTER_TERMINATE' && event.details !== null,
  );
  const other = study.events.filter(
    (event) => event.period === 'current' && !['CLUSTER_TERMINATE', 'AUTOSCALING'].includes(event.event_type),
  );
  const shown = [...stops, ...other].slice(0, 3);
  if (shown.length === 0 || (study.kind === 'SQL_WAREHOUSE' && shown.length === 1)) return null;
  const parts = shown.map((event, i) => {
    const f = figures(study, 'facts/compute_events').of(`event:${event.event_type}.${i}`);
    return line`${quote(truncate(event.details ?? event.event_type, 100))} (${counted(f.count('times', 'events of this kind', event.times), 'time', 'times')})`;
  });
  return line`Its event log says: ${listed(parts)}.`;
}

interface Family {
  readonly name: string;
  readonly times: number;
  readonly before: number;
  readonly users: number;
  readonly example: string;
}

/** Messages begin with a class in brackets; the rest of a message names tables and columns. */
function errorFamilies(errors: readonly QueryError[]): Family[] {
  const names = [...new Set(errors.map((error) => familyOf(error.error_message)))];
  return names
    .map((name) => {
      const own = errors.filter((error) => familyOf(error.error_message) === name);
      const now = own.filter((error) => error.period === 'current');
      const times = (list: readonly QueryError[]) => list.reduce((sum, error) => sum + error.times, 0);
      return {
        name,
        times: times(now),
        before: times(own) - times(now),
        users: Math.max(0, ...now.map((error) => error.users)),
        example: now[0]?.error_message ?? '',
      };
    })
    .filter((family) => family.times > 0)
    .sort((a, b) => b.times - a.times || compareText(a.name, b.name));
}

function familyOf(message: string): string {
  return /^\[([A-Z_.]+)\]/.exec(message)?.[1] ?? truncate(message, 60);
}

function errorPoints(study: ComputeStudy): Line[] {
  return errorFamilies(study.errors)
    .slice(0, 3)
    .map((family) => {
      const f = figures(study, 'facts/compute_query_errors').of(`error:${family.name}`);
      const times = counted(
        f.count('times', 'queries that failed this way', family.times),
        'query',
        'queries',
      );
      const before = study.window.hasPrevious
        ? line`, ${f.past().count('times', 'queries that failed this way in the period before', family.before)} before`
        : [];
      const message = family.example.startsWith('[')
        ? line`: ${quote(truncate(family.example.replace(/^\[[^\]]*\]\s*/, ''), 120))}`
        : [];
      return line`${quote(family.name)}, ${times}${before}${message}`;
    });
}

/** Who to talk to about failures: those with most of them. */
function failingPeoplePoint(study: ComputeStudy): Line | null {
  const failing = usersOf(study, 'current')
    .filter((user) => user.user_id !== null && user.failed > 0)
    .sort((a, b) => b.failed - a.failed || compareText(a.user_id!, b.user_id!));
  if (failing.length === 0) return null;
  const named = failing.slice(0, 3).map((user) => {
    const f = figures(study, 'facts/compute_users').of(userName(user).ref);
    return line`${userName(user)} (${f.count('failed', 'failed queries of the person', user.failed)} of ${f.count('queries', 'queries', user.queries)})`;
  });
  return line`${words(failing.length > named.length ? 'Most failures' : 'Failures')} by person: ${listed(named)}.`;
}

function peersPoint(study: ComputeStudy): Line | null {
  const typical = peerMedian(study, (peer) => ratio((peer.failed ?? 0) * 100, peer.queries ?? 0));
  if (!hasQueries(study) || typical === null) return null;
  return line`On the other warehouses ${figures(study, 'facts/compute_peers').percent('peers.failed.pct', 'median share of failed queries of the other warehouses', typical)} of the queries fail (median).`;
}

function changesPoint(study: ComputeStudy): Line {
  const changes = changesInPeriod(study);
  const last = changes.at(-1);
  if (!last) return line`Nothing was changed in its configuration in the period.`;
  const f = figures(study, 'facts/compute_changes');
  const count = f.count('changes', 'changes of configuration in the period', changes.length);
  const day = f.day(`change.${last.key}.day`, 'day of a configuration change', last.day);
  const times = changes.length === 1 ? line`once` : line`${counted(count, 'time', 'times')}, last`;
  return line`Its configuration was changed ${times} on ${day}: ${last.what}.`;
}

function next(study: ComputeStudy): Line {
  const top = errorFamilies(study.errors)[0];
  if (top && /PERMISSION|PRIVILEGES/.test(top.name))
    return line`grant the right or tell people where to look instead: ${quote(top.name)} fails the same way each time.`;
  if (top && /TIMEOUT|cancelled/i.test(top.name))
    return line`look at the heaviest statements before raising any limit (*Cost drivers* lists them).`;
  if (top)
    return line`talk to the people named here about ${quote(top.name)}; failed queries keep it awake like any other.`;
  if (changesInPeriod(study).length > 0)
    return line`compare the cost before and after the change (*What changed?*).`;
  return line`nothing to fix; ${chip(study.kind === 'SQL_WAREHOUSE' ? 'Utilization' : 'Cut cost')} shows where its money goes.`;
}
