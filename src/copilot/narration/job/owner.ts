// Understand: whose job this is, how that is known, what feeds it and what waits for it.
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobStudy, Neighbour } from '../../study/job_study.ts';
import { draft, type Narration } from '../draft.ts';
import { countFact, from, usdFact } from './measures.ts';

export function ownerAndDependents(study: JobStudy): Narration {
  const down = study.neighbours.filter((neighbour) => neighbour.direction === 'downstream');
  const up = study.neighbours.filter((neighbour) => neighbour.direction === 'upstream');
  const points = [
    departmentPoint(study),
    neighboursPoint(study, 'Feeds', down),
    neighboursPoint(study, 'Depends on', up),
    unhealthyPoint(study, up),
  ];
  return draft(headline(study, down.length), {
    points: points.filter((point) => point.length > 0),
    next: [next(study, down)],
    notes: absentNote(study),
  });
}

function headline(study: JobStudy, downstream: number): Line {
  const { owner, owner_name, owner_source } = study.profile_row;
  const waits =
    downstream === 0
      ? line`; no other job waits for it`
      : line`; ${countFact(study, 'downstream.count', 'jobs that depend on it', downstream)} ${words(plural(downstream, 'job'))} ${words(downstream === 1 ? 'waits' : 'wait')} for it`;
  if (owner === null) return line`${strong(study.subject)} *has no owner*${waits}.`;
  return line`${strong(study.subject)} *belongs to* ${strong(quote(owner_name ?? owner))} (${words(owner_source === 'creator' ? 'its creator, no owner tag' : 'from its owner tag')})${waits}.`;
}

function departmentPoint(study: JobStudy): Line {
  const { department, department_source } = study.profile_row;
  if (department === null) return line`No tag names a department, so its cost is in nobody's budget.`;
  return line`Department ${quote(department)} (${words(department_source === 'tag department' ? 'from its department tag' : 'from a tag that names it')}).`;
}

function neighboursPoint(study: JobStudy, verb: string, jobs: readonly Neighbour[]): Line {
  if (jobs.length === 0) return [];
  const named = jobs
    .slice(0, 4)
    .flatMap(
      (job, i) =>
        line`${words(i === 0 ? '' : ', ')}${{ ref: `job:${job.job_id}`, name: job.job_name ?? job.job_id }} (${usdFact(study, `neighbour.${job.job_id}.cost`, `cost of ${job.job_name}`, job.cost_micros)}${job.owner_name ? line`, ${quote(job.owner_name)}` : []})`,
    );
  const rest =
    jobs.length > 4
      ? line` and ${countFact(study, `neighbours.${verb}.rest`, 'further jobs', jobs.length - 4)} more`
      : [];
  return line`${words(verb)} ${named}${rest}.`;
}

function unhealthyPoint(study: JobStudy, upstream: readonly Neighbour[]): Line {
  const worst = [...upstream].sort(
    (a, b) => b.failed_runs - a.failed_runs || (a.job_id < b.job_id ? -1 : 1),
  )[0];
  if (!worst || worst.failed_runs === 0) return [];
  const failed = study.sheet.add({
    key: `neighbour.${worst.job_id}.failed`,
    label: `failed runs of ${worst.job_name}`,
    value: worst.failed_runs,
    unit: 'count',
    ...from('neighbours'),
  });
  const name = { ref: `job:${worst.job_id}`, name: worst.job_name ?? worst.job_id };
  if (upstream.length === 1)
    return line`${name}, which it depends on, had ${failed} failed ${words(plural(worst.failed_runs, 'run'))}.`;
  return line`Of what it depends on, ${name} failed most: ${failed} ${words(plural(worst.failed_runs, 'run'))}.`;
}

function next(study: JobStudy, down: readonly Neighbour[]): Line {
  if (study.profile_row.owner === null)
    return line`ask ${quote(study.profile_row.department ?? 'the workspace admins')} for an owner and tag the job with it.`;
  if (study.profile_row.owner_source === 'creator')
    return line`confirm with its creator and set the owner tag, so that the answer survives a change of team.`;
  if (down.length > 0)
    return line`agree changes of its schedule with the owners of the jobs that wait for it.`;
  return line`nothing to arrange; *Cost drivers* shows what it spends.`;
}

function absentNote(study: JobStudy): Line[] {
  return study.profile.absent.includes('job_dependencies')
    ? [line`This database does not record dependencies between jobs, so dependents are not assessed.`]
    : [];
}
