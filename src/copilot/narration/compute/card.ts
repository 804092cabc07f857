// The card of a warehouse or cluster: what it is, its headline figures, and the people to look at next.

import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import { formatValue } from '#src/reports/units.ts';
import type { DrillGroup } from '../../answer_types.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import type { CardText } from '../../subject.ts';
import { figures } from '../common/figures.ts';
import { localId, openUrl } from '../common/open_url.ts';
import { counted, orNone, said } from '../common/phrases.ts';
import { markSinceBefore } from './compared.ts';
import {
  awake,
  awakeFact,
  costFact,
  hasQueries,
  idleHours,
  idlePctFact,
  peopleFact,
  previousCostFact,
  queryTimes,
  totals,
  userName,
} from './compute_measures.ts';
import { configurationText } from './configuration.ts';
import { measure, ranked, shareFact, topUser } from './who_uses_it.ts';

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
  const change = markSinceBefore(
    study,
    totals(study, 'current').costMicros,
    totals(study, 'previous').costMicros,
    () => previousCostFact(study),
  );
  const run = awake(study, 'current');
  const hours = run && run.hours > 0 ? line` · awake ${strong(awakeFact(study, run.hours))}` : [];
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
    idle && idle.idleHours > 0
      ? line` · no query in ${strong(idlePctFact(study, idle))} of its hours awake`
      : [];
  const failed = f.count('queries.failed', 'failed queries', times?.failed ?? 0);
  return line`${strong(count)} ${words(times?.queries === 1 ? 'query' : 'queries')}, ${orNone(failed)} failed${share}`;
}

/** No statements: a card has no room for one in full, and *Cost drivers* lists them. */
function peopleLine(study: ComputeStudy): Line | null {
  const top = topUser(study);
  if (!top) return null;
  const people = peopleFact(study);
  if (people.value === 1) return line`Used by ${userName(top.user)} alone`;
  const share = line`${shareFact(study, top.user)} of ${words(measure(study))}`;
  return line`${counted(people, 'person', 'people')}, ${userName(top.user)} with ${share}`;
}

function usersDrill(study: ComputeStudy): DrillGroup {
  const queries = study.kind === 'SQL_WAREHOUSE';
  const users = ranked(study).filter((user) => user.user_id !== null);
  const entries = users.slice(0, 25).map((user) => ({
    ...userName(user),
    note: queries
      ? `${user.queries} ${plural(user.queries, 'query', 'queries')}, ${formatValue((user.duration_ms ?? 0) / 60_000, 'minutes')[0]}`
      : `${user.starts} ${plural(user.starts, 'start')}`,
  }));
  return { label: 'Users', entries };
}
