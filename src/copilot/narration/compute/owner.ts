// Understand: whose a warehouse or cluster is, as far as anything says so, and who would notice if it were gone.
import { ratio } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy, ComputeUser } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { counted, listed, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { costFact, nouns, userName, usersOf } from './compute_measures.ts';

/** Days of use in the period from which somebody counts as depending on it. */
const REGULAR_DAYS = 5;

export function ownerAndDependents(study: ComputeStudy): Narration {
  const people = usersOf(study, 'current').filter((user) => user.user_id !== null);
  return draft(headline(study, people), {
    points: said([
      configuredPoint(study),
      departmentsPoint(study, people),
      regularsPoint(study, people),
      jobsPoint(study),
    ]),
    next: [next(study, people)],
    notes: [line`This database keeps no tags of ${words(nouns(study)[1])}; an owner tag would settle it.`],
  });
}

function headline(study: ComputeStudy, people: readonly ComputeUser[]): Line {
  const top = departments(people)[0];
  if (!top)
    return line`No owner of ${study.subject} is recorded, and nobody is recorded as using it; it cost ${costFact(study)}.`;
  const f = figures(study, 'facts/compute_users').of(`department:${top.name}`);
  const share = f.percent('uses.share', 'share of the uses by people whose department is known', top.pct);
  return line`No owner of ${study.subject} is recorded; ${quote(top.name)} uses it most (${share} of the uses), so its ${costFact(study)} is theirs to answer for first.`;
}

interface DepartmentUse {
  readonly name: string;
  readonly uses: number;
  readonly people: number;
  readonly pct: number;
}

function departments(people: readonly ComputeUser[]): DepartmentUse[] {
  const uses = (user: ComputeUser) => user.queries + user.starts;
  const known = people.filter((user) => user.department !== null);
  const all = known.reduce((sum, user) => sum + uses(user), 0);
  const names = [...new Set(known.map((user) => user.department!))];
  return names
    .map((name) => {
      const own = known.filter((user) => user.department === name);
      const count = own.reduce((sum, user) => sum + uses(user), 0);
      return { name, uses: count, people: own.length, pct: ratio(count * 100, all) ?? 0 };
    })
    .sort((a, b) => b.uses - a.uses || compareText(a.name, b.name));
}

function configuredPoint(study: ComputeStudy): Line | null {
  const config = study.configs.at(-1);
  if (!config) return null;
  const f = figures(study, 'facts/compute_config');
  const day = f.day('config.day', 'day of the newest configuration', config.changed_at.slice(0, 10));
  const by = config.changed_by_name ?? config.changed_by;
  if (!by) return line`Its configuration dates from ${day}; who set it is not recorded.`;
  return line`${quote(by)} set its configuration on ${day}, the nearest thing to an owner on record.`;
}

function departmentsPoint(study: ComputeStudy, people: readonly ComputeUser[]): Line | null {
  const rows = departments(people);
  if (rows.length < 2) return null;
  const parts = rows.slice(0, 4).map((row) => {
    const f = figures(study, 'facts/compute_users').of(`department:${row.name}`);
    return line`${quote(row.name)} ${f.percent('uses.share', 'share of the uses by people whose department is known', row.pct)} (${counted(f.count('people', 'people of the department', row.people), 'person', 'people')})`;
  });
  return line`Departments behind it: ${listed(parts)}.`;
}

function regularsPoint(study: ComputeStudy, people: readonly ComputeUser[]): Line | null {
  if (people.length === 0) return null;
  const regulars = people.filter((user) => user.days >= REGULAR_DAYS);
  const f = figures(study, 'facts/compute_users');
  const count = f.count('regulars', 'people who used it on several days', regulars.length);
  const days = f.days('regulars.days', 'days of use that count as regular', REGULAR_DAYS);
  const all = f.count('users', 'people who used it', people.length);
  const most = [...regulars]
    .sort((a, b) => b.days - a.days || compareText(a.user_id!, b.user_id!))
    .slice(0, 3);
  const named =
    most.length === 0
      ? []
      : line`, most often ${listed(most.map((user) => line`${userName(user)} (${f.of(userName(user).ref).days('days', 'days on which the person used it', user.days)} days)`))}`;
  return line`${count} of ${counted(all, 'person', 'people')} used it on ${days} days or more${named}: they depend on it.`;
}

function jobsPoint(study: ComputeStudy): Line | null {
  return study.kind === 'APC_CLUSTER'
    ? line`Whether jobs run on it is not recorded: usage of all-purpose clusters names no job.`
    : null;
}

function next(study: ComputeStudy, people: readonly ComputeUser[]): Line {
  const config = study.configs.at(-1);
  const by = config?.changed_by_name ?? config?.changed_by ?? null;
  if (by) return line`agree on an owner with ${quote(by)} and tag it; *Who uses it* lists everybody to tell.`;
  const top = people[0];
  return top
    ? line`ask ${userName(top)} who owns it, then tag it; *Who uses it* lists everybody to tell.`
    : line`stop it and see who asks; nobody is on record.`;
}
