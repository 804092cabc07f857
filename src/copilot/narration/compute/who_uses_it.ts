// Understand: the people and departments behind the work of a warehouse or cluster, and what their share of the cost may be.
import { ratio } from '#src/lib/stats.ts';
import { compareText, truncate } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy, ComputeUser } from '../../study/compute_study.ts';
import { type Figures, figures } from '../common/figures.ts';
import { counted, listed, said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { awake, hasQueries, totals, userName, usersOf } from './compute_measures.ts';
import { unpricedNote } from './notes.ts';
import { isSilent, silent } from './silent.ts';

const SHOWN = 4;

export function whoUsesIt(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  const users = ranked(study);
  const people = users.filter((user) => user.user_id !== null);
  if (people.length === 0) return nobody(study);
  const shown = people.slice(0, SHOWN);
  const points = said([
    ...shown.map((user) => personPoint(study, user, users)),
    restPoint(study, users, shown),
    departmentsPoint(study, people),
    comingsPoint(study, people),
    statementPoint(study),
  ]);
  return draft(headline(study, people, users), {
    points,
    next: [next(study, people[0]!)],
    notes: said([estimateNote(study), unpricedNote(study)]),
  });
}

/** What a person's use is measured by: query time, or the time awake after the person started the cluster. */
function weight(study: ComputeStudy, user: ComputeUser): number {
  if (study.kind === 'SQL_WAREHOUSE') return user.duration_ms ?? 0;
  const own = awake(study, user.period)?.stretches.filter((stretch) => stretch.user === user.user_id) ?? [];
  return own.reduce((sum, stretch) => sum + stretch.endMs - stretch.startMs, 0);
}

export function ranked(study: ComputeStudy): ComputeUser[] {
  return [...usersOf(study, 'current')].sort(
    (a, b) => weight(study, b) - weight(study, a) || compareText(a.user_id ?? '', b.user_id ?? ''),
  );
}

export function measure(study: ComputeStudy): string {
  return study.kind === 'SQL_WAREHOUSE' ? 'the query time' : 'the time awake';
}

function totalWeight(study: ComputeStudy, users: readonly ComputeUser[]): number {
  return users.reduce((sum, user) => sum + weight(study, user), 0);
}

function sharePct(study: ComputeStudy, part: readonly ComputeUser[], users: readonly ComputeUser[]): number {
  return ratio(totalWeight(study, part) * 100, totalWeight(study, users)) ?? 0;
}

/** The person behind most of the work, and the share; null when nobody is known. */
export function topUser(study: ComputeStudy): { readonly user: ComputeUser; readonly pct: number } | null {
  const users = ranked(study);
  const user = users.find((one) => one.user_id !== null);
  return user ? { user, pct: sharePct(study, [user], users) } : null;
}

function nobody(study: ComputeStudy): Narration {
  const reason =
    study.kind === 'SQL_WAREHOUSE' && !hasQueries(study)
      ? line`Nobody can be named: this database holds no query history.`
      : line`Nobody is recorded as having used ${study.subject} in the period.`;
  return notApplicable(reason, { next: [line`see what it costs all the same (*Cost drivers*).`] });
}

function headline(study: ComputeStudy, people: readonly ComputeUser[], users: readonly ComputeUser[]): Line {
  const f = figures(study, 'facts/compute_users');
  const count = f.count('users', 'people who used it', people.length);
  const top = people[0]!;
  const share = f
    .of(userName(top).ref)
    .percent('share', `share of ${measure(study)}`, sharePct(study, [top], users));
  const from = top.department ? line` (${quote(top.department)})` : [];
  if (people.length === 1) return line`${userName(top)}${from} is the only person who used ${study.subject}.`;
  return line`${counted(count, 'person', 'people')} used ${study.subject}; ${userName(top)}${from} makes ${share} of ${words(measure(study))}.`;
}

function personPoint(study: ComputeStudy, user: ComputeUser, users: readonly ComputeUser[]): Line {
  const f = figures(study, 'facts/compute_users').of(userName(user).ref);
  const pct = sharePct(study, [user], users);
  const share = f.percent('share', `share of ${measure(study)}`, pct);
  const cost = f.usd(
    'cost',
    `cost split by ${measure(study)}, an estimate`,
    Math.round((totals(study, 'current').costMicros * pct) / 100),
  );
  const days = f.days('days', 'days on which the person used it', user.days);
  return line`${userName(user)}: ${share} of ${words(measure(study))}, about ${cost}; ${amount(study, user, f)} on ${counted(days, 'day')}${beforeText(study, user, f)}.`;
}

function amount(study: ComputeStudy, user: ComputeUser, f: Figures): Line {
  if (study.kind !== 'SQL_WAREHOUSE') {
    const hours = f.hours('hours', 'hours awake after a start of the person', weight(study, user) / 3.6e6);
    return line`${counted(f.count('starts', 'starts', user.starts), 'start')}, awake for ${hours}`;
  }
  const queries = counted(f.count('queries', 'queries', user.queries), 'query', 'queries');
  const time = f.minutes('minutes', 'query time', (user.duration_ms ?? 0) / 60_000);
  return line`${queries} of ${time} together`;
}

function beforeText(study: ComputeStudy, user: ComputeUser, f: Figures): Line {
  if (!study.window.hasPrevious) return [];
  const before = usersOf(study, 'previous').find((other) => other.user_id === user.user_id);
  if (!before) return line`, new in this period`;
  const queries = study.kind === 'SQL_WAREHOUSE';
  const value = queries ? before.queries : before.starts;
  return line`, ${f.past().count('uses', queries ? 'queries in the period before' : 'starts in the period before', value)} before`;
}

function restPoint(
  study: ComputeStudy,
  users: readonly ComputeUser[],
  shown: readonly ComputeUser[],
): Line | null {
  const rest = users.filter((user) => !shown.includes(user));
  if (rest.length === 0) return null;
  const f = figures(study, 'facts/compute_users');
  const others = rest.filter((user) => user.user_id !== null).length;
  const share = f.percent(
    'rest.share',
    `share of all others in ${measure(study)}`,
    sharePct(study, rest, users),
  );
  const unknown = rest.some((user) => user.user_id === null)
    ? line`${words(others > 0 ? ' and people not recorded' : 'People not recorded')}`
    : [];
  const named =
    others > 0 ? counted(f.count('rest.users', 'other people', others), 'other person', 'other people') : [];
  return line`${named}${unknown}: ${share}.`;
}

function departmentsPoint(study: ComputeStudy, people: readonly ComputeUser[]): Line | null {
  const byDepartment = new Map<string, ComputeUser[]>();
  for (const user of people) {
    const name = user.department ?? 'no department recorded';
    byDepartment.set(name, [...(byDepartment.get(name) ?? []), user]);
  }
  if (byDepartment.size < 2) return null;
  const f = figures(study, 'facts/compute_users');
  const rows = [...byDepartment].map(([name, users]) => ({ name, users, total: totalWeight(study, users) }));
  rows.sort((a, b) => b.total - a.total || compareText(a.name, b.name));
  const parts = rows
    .slice(0, 4)
    .map(
      ({ name, users }) =>
        line`${quote(name)} ${f.of(`department:${name}`).percent('share', `share of the department in ${measure(study)}`, sharePct(study, users, people))}`,
    );
  return line`By department: ${listed(parts)}.`;
}

/** Who came and who left since the period before. */
function comingsPoint(study: ComputeStudy, people: readonly ComputeUser[]): Line | null {
  if (!study.window.hasPrevious) return null;
  const before = usersOf(study, 'previous').filter((user) => user.user_id !== null);
  const ids = new Set(before.map((user) => user.user_id));
  const came = people.filter((user) => !ids.has(user.user_id)).length;
  const left = before.filter((user) => !people.some((other) => other.user_id === user.user_id)).length;
  if (came === 0 && left === 0) return null;
  const f = figures(study, 'facts/compute_users');
  return line`Since the period before ${counted(f.count('users.new', 'people who did not use it in the period before', came), 'person', 'people')} came and ${f.count('users.gone', 'people who used it in the period before only', left)} left.`;
}

function statementPoint(study: ComputeStudy): Line | null {
  const top = study.statements[0];
  const all = usersOf(study, 'current').reduce((sum, user) => sum + (user.duration_ms ?? 0), 0);
  if (!top || all === 0) return null;
  const f = figures(study, 'facts/compute_statements').of(`query:${top.query_id}`);
  const times = f.count('times', 'runs of the heaviest statement', top.times);
  const share = f.percent(
    'share',
    'share of the heaviest statement in the query time',
    ratio((top.duration_ms ?? 0) * 100, all) ?? 0,
  );
  return line`The heaviest statement makes ${share} of the query time in ${counted(times, 'run')}: ${quote(truncate(top.sql_text.replace(/\s+/g, ' '), 110))}`;
}

function next(study: ComputeStudy, top: ComputeUser): Line {
  return study.kind === 'SQL_WAREHOUSE'
    ? line`ask ${userName(top)} before anything here is changed, and show them the heaviest statement (*Cost drivers*).`
    : line`ask ${userName(top)} whether the work can run as a job (*Cut cost* shows the price difference).`;
}

function estimateNote(study: ComputeStudy): Line {
  return study.kind === 'SQL_WAREHOUSE'
    ? line`Dollars per person are an estimate: no price is recorded per query, so the cost is split by query time.`
    : line`Clusters record who started them, not who worked on them; dollars per person split the cost by the time awake after their starts, an estimate.`;
}
