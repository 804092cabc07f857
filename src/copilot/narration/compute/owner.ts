// Understand: whose a warehouse or cluster is, as far as anything says so, and who would notice if it were gone.
import { compareText } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy, ComputeUser } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { capital, counted, listed, orNone, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { costFact, nouns, peopleFact, userName } from './compute_measures.ts';
import { departmentFact, departmentsOf, measure, ranked } from './who_uses_it.ts';

/** Days of use in the period from which somebody counts as depending on it. */
const REGULAR_DAYS = 5;
/** Shorter periods, in days, do not show who comes back. */
const REGULAR_WINDOW = 14;

export function ownerAndDependents(study: ComputeStudy): Narration {
  const people = ranked(study).filter((user) => user.user_id !== null);
  return draft(headline(study), {
    points: said([
      configuredPoint(study),
      departmentsPoint(study),
      regularsPoint(study, people),
      jobsPoint(study),
    ]),
    next: [next(study, people)],
    notes: [line`This database keeps no tags of ${words(nouns(study)[1])}; an owner tag would settle it.`],
  });
}

function headline(study: ComputeStudy): Line {
  const top = departmentsOf(study)[0];
  if (!top || top.people === 0)
    return line`No owner of ${study.subject} is recorded, and nobody is recorded as using it; it cost ${costFact(study)}.`;
  if (top.department === null)
    return line`No owner of ${study.subject} is recorded, and no department of the people who use it; it cost ${costFact(study)}.`;
  return line`No owner of ${study.subject} is recorded; ${quote(top.name)} uses it most (${departmentFact(study, top)} of ${words(measure(study))}), so ask there first about its ${costFact(study)}.`;
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

function departmentsPoint(study: ComputeStudy): Line | null {
  const rows = departmentsOf(study).filter((row) => row.people > 0);
  if (rows.length < 2) return null;
  const parts = rows.slice(0, 4).map((row) => {
    const f = figures(study, 'facts/compute_users').of(`department:${row.name}`);
    const people = counted(f.count('people', 'people of the department', row.people), 'person', 'people');
    return line`${row.department ? quote(row.name) : words(row.name)} ${departmentFact(study, row)} (${people})`;
  });
  return line`Departments behind it: ${listed(parts)}.`;
}

function regularsPoint(study: ComputeStudy, people: readonly ComputeUser[]): Line | null {
  if (people.length === 0 || study.window.days < REGULAR_WINDOW) return null;
  const regulars = people.filter((user) => user.days >= REGULAR_DAYS);
  const f = figures(study, 'facts/compute_users');
  const count = f.count('regulars', 'people who used it on several days', regulars.length);
  const days = f.days('regulars.days', 'days of use that count as regular', REGULAR_DAYS);
  const all = peopleFact(study);
  const most = [...regulars]
    .sort((a, b) => b.days - a.days || compareText(a.user_id!, b.user_id!))
    .slice(0, 3);
  const named =
    most.length === 0
      ? []
      : line`, most often ${listed(most.map((user) => line`${userName(user)} (${f.of(userName(user).ref).days('days', 'days on which the person used it', user.days)} days)`))}`;
  return line`${capital(orNone(count))} of ${counted(all, 'person', 'people')} used it on ${days} days or more${named}${depend(regulars.length)}.`;
}

function depend(regulars: number): Line {
  return regulars === 0 ? line`: nobody comes back every week` : line`: they would notice first`;
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
