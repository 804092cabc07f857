// The card of a warehouse or cluster: what it is, its headline figures, and the people to look at next.

import { ratio } from '#src/lib/stats.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import { formatValue } from '#src/reports/units.ts';
import type { DrillGroup } from '../../answer_types.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import type { CardText } from '../../subject.ts';
import { figures } from '../common/figures.ts';
import { localId, openUrl } from '../common/open_url.ts';
import { changeMark, counted, said } from '../common/phrases.ts';
import {
  awake,
  costFact,
  hasQueries,
  idleHours,
  queryTimes,
  totals,
  userName,
  usersOf,
} from './compute_measures.ts';
import { configurationText } from './configuration.ts';
import { ranked, topUser } from './who_uses_it.ts';

export function computeCard(study: ComputeStudy): CardText {
  const folder = study.kind === 'SQL_WAREHOUSE' ? 'sql/warehouses' : 'compute/clusters';
  return {
    subtitle: subtitle(study),
    figures: said([moneyLine(study), useLine(study), peopleLine(study)]),
    drills: [usersDrill(study)].filter((group) => group.entries.length > 0),
    openUrl: openUrl(study.profileRow.workspace_url, `${folder}/${localId(study.profileRow.compute_id)}`),
  };
}

function subtitle(study: ComputeStudy): Line {
  const kind = words(study.kind === 'SQL_WAREHOUSE' ? 'SQL warehouse' : 'all-purpose cluster');
  const place = study.profileRow.workspace_name ? line` in ${quote(study.profileRow.workspace_name)}` : [];
  const setup = configurationText(study, ' · ');
  return line`${kind}${place}${setup.length > 0 ? line` · ${setup}` : []}`;
}

function moneyLine(study: ComputeStudy): Line {
  const change = changeMark(study, totals(study, 'current').costMicros, totals(study, 'previous').costMicros);
  const run = awake(study, 'current');
  const hours =
    run && run.hours > 0
      ? line` · awake ${strong(figures(study, 'facts/compute_sessions').hours('hours.awake', 'hours awake', run.hours))}`
      : [];
  return line`Cost ${strong(costFact(study))}${change}${hours}`;
}

function useLine(study: ComputeStudy): Line | null {
  if (study.kind === 'APC_CLUSTER') {
    const { cpuPct } = totals(study, 'current');
    if (cpuPct === null) return line`CPU not measured`;
    return line`CPU ${strong(figures(study, 'facts/compute_daily').percent('cpu', 'mean CPU utilization', cpuPct))} on average`;
  }
  const times = queryTimes(study, 'current');
  if (!hasQueries(study)) return line`Queries not recorded`;
  const f = figures(study, 'facts/compute_query_times');
  const count = f.count('queries', 'queries in the period', times?.queries ?? 0);
  const idle = idleHours(study);
  const share =
    idle && idle.awakeHours > 0
      ? line` in ${strong(figures(study, 'facts/compute_query_hours').percent('hours.busy.pct', 'share of the clock hours awake in which a query started', ratio(idle.busyHours * 100, idle.awakeHours) ?? 0))} of its hours`
      : [];
  const failed = f.count('queries.failed', 'failed queries', times?.failed ?? 0);
  return line`${strong(count)} ${words(times?.queries === 1 ? 'query' : 'queries')}${share}, ${failed} failed`;
}

function peopleLine(study: ComputeStudy): Line | null {
  const top = topUser(study);
  if (!top) return null;
  const people = usersOf(study, 'current').filter((user) => user.user_id !== null).length;
  const count = figures(study, 'facts/compute_users').count('users', 'people who used it', people);
  const statement = study.statements[0];
  const heavy = statement
    ? line` · heaviest statement: ${quote(statement.sql_text.replace(/\s+/g, ' ').slice(0, 60))}`
    : [];
  return line`${counted(count, 'person', 'people')}, most ${userName(top.user)}${heavy}`;
}

function usersDrill(study: ComputeStudy): DrillGroup {
  const queries = study.kind === 'SQL_WAREHOUSE';
  const users = ranked(study).filter((user) => user.user_id !== null);
  const entries = users.slice(0, 25).map((user) => ({
    ...userName(user),
    note: queries
      ? `${user.queries} queries, ${formatValue((user.duration_ms ?? 0) / 60_000, 'minutes')[0]}`
      : `${user.starts} starts`,
  }));
  return { label: 'Users', entries };
}
