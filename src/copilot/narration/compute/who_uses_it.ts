// Understand: the people and departments behind the work of a warehouse or cluster, and what their part of the cost may be.
import { ratio } from '#src/lib/stats.ts';
import { compareText, truncate } from '#src/lib/text.ts';
import type { Fact } from '#src/reports/facts.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy, ComputeUser } from '../../study/compute_study.ts';
import { type Figures, figures } from '../common/figures.ts';
import { counted, listed, said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { awake, hasQueries, peopleFact, userName, usersOf } from './compute_measures.ts';
import { unpricedNote } from './notes.ts';
import { type CostSplit, costSplit, ownPoint, splitNote } from './people_cost.ts';
import { isSilent, silent } from './silent.ts';

const SHOWN = 4;

export function whoUsesIt(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  const users = ranked(study);
  const people = users.filter((user) => user.user_id !== null);
  if (people.length === 0) return nobody(study);
  const shown = people.slice(0, SHOWN);
  const rest = users.filter((user) => !shown.includes(user));
  const split = costSplit(study, {
    shown: shown.map((user) => weight(study, user)),
    rest: totalWeight(study, rest),
  });
  const points = said([
    ...shown.map((user, i) => personPoint(study, user, split, i)),
    restPoint(study, rest, split),
    ownPoint(study, split),
    departmentsPoint(study),
    comingsPoint(study, people),
    statementPoint(study),
  ]);
  return draft(headline(study, people), {
    points,
    next: [next(study, people[0]!)],
    notes: said([splitNote(study, split), unpricedNote(study)]),
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

function headline(study: ComputeStudy, people: readonly ComputeUser[]): Line {
  const top = people[0]!;
  const from = top.department ? line` (${quote(top.department)})` : [];
  const used = words(study.kind === 'SQL_WAREHOUSE' ? 'used' : 'started');
  if (people.length === 1)
    return line`${userName(top)}${from} is the only person who ${used} ${study.subject}.`;
  return line`${counted(peopleFact(study), 'person', 'people')} ${used} ${study.subject}; ${userName(top)}${from} has ${shareFact(study, top)} of ${words(measure(study))}.`;
}

/** Share of the query time, or of the time awake, of everybody, those not recorded among them. */
export function shareFact(study: ComputeStudy, user: ComputeUser): Fact {
  return figures(study, 'facts/compute_users')
    .of(userName(user).ref)
    .percent('share', `share of ${measure(study)}`, sharePct(study, [user], usersOf(study, 'current')));
}

function personPoint(study: ComputeStudy, user: ComputeUser, split: CostSplit | null, i: number): Line {
  const f = figures(study, 'facts/compute_users').of(userName(user).ref);
  const cost = split
    ? line`, about ${split.write(f.usd('cost', 'cost of the time of the person, an estimate', split.shown[i]!))}`
    : [];
  const days = f.days('days', 'days on which the person used it', user.days);
  return line`${userName(user)}: ${shareFact(study, user)} of ${words(measure(study))}${cost}; ${amount(study, user, f)} on ${counted(days, 'day')}${beforeText(study, user, f)}.`;
}

function amount(study: ComputeStudy, user: ComputeUser, f: Figures): Line {
  if (study.kind !== 'SQL_WAREHOUSE') {
    const hours = f.hours('hours', 'hours awake after a start of the person', weight(study, user) / 3.6e6);
    return line`${counted(f.count('starts', 'starts', user.starts), 'start')}, then awake for ${hours}`;
  }
  const queries = counted(f.count('queries', 'queries', user.queries), 'query', 'queries');
  const time = f.minutes('minutes', 'query time', (user.duration_ms ?? 0) / 60_000);
  return line`${queries} of ${time} together`;
}

function beforeText(study: ComputeStudy, user: ComputeUser, f: Figures): Line {
  if (!study.window.hasPrevious) return [];
  const before = usersOf(study, 'previous').find((other) => other.user_id === user.user_id);
  if (!before) return line`; new in this period`;
  const queries = study.kind === 'SQL_WAREHOUSE';
  const value = queries ? before.queries : before.starts;
  const uses = f
    .past()
    .count('uses', queries ? 'queries in the period before' : 'starts in the period before', value);
  return line`; ${queries ? counted(uses, 'query', 'queries') : counted(uses, 'start')} in the period before`;
}

function restPoint(study: ComputeStudy, rest: readonly ComputeUser[], split: CostSplit | null): Line | null {
  if (rest.length === 0) return null;
  const f = figures(study, 'facts/compute_users');
  const others = rest.filter((user) => user.user_id !== null).length;
  const share = f.percent(
    'rest.share',
    `share of all others in ${measure(study)}`,
    sharePct(study, rest, usersOf(study, 'current')),
  );
  const cost = split
    ? line`, about ${split.write(f.usd('rest.cost', 'cost of the time of all others, an estimate', split.rest))}`
    : [];
  const named =
    others > 0 ? counted(f.count('rest.users', 'other people', others), 'other person', 'other people') : [];
  const unknown =
    rest.length > others ? line`${words(others > 0 ? ' and uses' : 'Uses')} without a recorded person` : [];
  return line`${named}${unknown}: ${share}${cost}.`;
}

const NO_DEPARTMENT = 'no department recorded';

export interface DepartmentUse {
  readonly name: string;
  /** null: no department is recorded for these people. */
  readonly department: string | null;
  readonly people: number;
  readonly pct: number;
}

/** By the same measure as the people; the largest first, whoever has no department last. */
export function departmentsOf(study: ComputeStudy): DepartmentUse[] {
  const users = usersOf(study, 'current');
  const byDepartment = new Map<string | null, ComputeUser[]>();
  for (const user of users)
    byDepartment.set(user.department, [...(byDepartment.get(user.department) ?? []), user]);
  return [...byDepartment]
    .map(([department, own]) => ({
      name: department ?? NO_DEPARTMENT,
      department,
      people: own.filter((user) => user.user_id !== null).length,
      pct: sharePct(study, own, users),
    }))
    .sort(
      (a, b) =>
        Number(a.department === null) - Number(b.department === null) ||
        b.pct - a.pct ||
        compareText(a.name, b.name),
    );
}

export function departmentFact(study: ComputeStudy, { name, pct }: DepartmentUse): Fact {
  return figures(study, 'facts/compute_users')
    .of(`department:${name}`)
    .percent('share', `share of the department in ${measure(study)}`, pct);
}

function departmentsPoint(study: ComputeStudy): Line | null {
  const rows = departmentsOf(study);
  if (rows.length < 2) return null;
  const parts = rows
    .slice(0, 4)
    .map((row) => line`${row.department ? quote(row.name) : words(row.name)} ${departmentFact(study, row)}`);
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
  const cameText =
    came === 0
      ? line`nobody came`
      : line`${counted(f.count('users.new', 'people who did not use it in the period before', came), 'person', 'people')} came`;
  const leftText =
    left === 0
      ? line`nobody left`
      : line`${f.count('users.gone', 'people who used it in the period before only', left)} left`;
  return line`Since the period before ${cameText} and ${leftText}.`;
}

function statementPoint(study: ComputeStudy): Line | null {
  const top = study.statements[0];
  const all = usersOf(study, 'current').reduce((sum, user) => sum + (user.duration_ms ?? 0), 0);
  if (!top || all === 0) return null;
  const f = figures(study, 'facts/compute_statements').of(`query:${top.query_id}`);
  const times = f.count('times', 'runs of the statement', top.times);
  const share = f.percent(
    'share',
    'share of the statement in the query time',
    ratio((top.duration_ms ?? 0) * 100, all) ?? 0,
  );
  return line`The heaviest statement makes ${share} of the query time in ${counted(times, 'run')}: ${quote(truncate(top.sql_text.replace(/\s+/g, ' '), 110))}`;
}

function next(study: ComputeStudy, top: ComputeUser): Line {
  return study.kind === 'SQL_WAREHOUSE'
    ? line`ask ${userName(top)} before anything here is changed, and show them the heaviest statement (*Cost drivers*).`
    : line`ask ${userName(top)} whether the work can run as a job (*Cut cost* shows the price difference).`;
}
