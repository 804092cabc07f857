// Monitor: the two or three things worth doing now, in the order of the money behind them.
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { draft, type Narration } from '../draft.ts';
import { costOf, countFact, failureGroups, isFailed, usdFact } from './measures.ts';
import { savingsOf } from './savings.ts';

interface Step {
  readonly micros: number;
  readonly line: Line;
}

/** All steps the data speak for, largest money first; never empty. */
export function nextFor(study: JobStudy): Line[] {
  const steps = [...failureSteps(study), ...savingSteps(study)].sort((a, b) => b.micros - a.micros);
  const ownership =
    study.profile_row.owner === null
      ? [line`name an owner: nobody is responsible for it (tag it with owner).`]
      : [];
  const lines = [...steps.map((step) => step.line), ...ownership];
  return lines.length > 0 ? lines : [line`nothing is pressing; *Trend* shows where it is heading.`];
}

function failureSteps(study: JobStudy): Step[] {
  const group = failureGroups(study.runs)[0];
  if (!group) return [];
  const micros = costOf(study.runs.filter(isFailed));
  const count = countFact(
    study,
    `family.${group.family.id}.count`,
    `failed runs: ${group.family.name}`,
    group.runs.length,
  );
  const cost = usdFact(study, 'failed.cost', 'cost of failed runs', micros);
  return [
    {
      micros,
      line: line`fix ${quote(group.family.name.toLowerCase())} (${count} failed ${words(plural(group.runs.length, 'run'))}; all failures cost ${cost}): *Failures* names the days.`,
    },
  ];
}

function savingSteps(study: JobStudy): Step[] {
  return savingsOf(study)
    .filter((saving) => saving.key !== 'failures')
    .map((saving) => ({
      micros: saving.micros,
      line: line`${saving.action}, up to ${usdFact(study, `saving.${saving.key}`, 'a saving', saving.micros)}: *Cut cost* shows the sums.`,
    }));
}

export function nextSteps(study: JobStudy): Narration {
  const steps = nextFor(study).slice(0, 3);
  const count = countFact(study, 'steps', 'steps named', steps.length);
  const quiet = study.runs.every((run) => !isFailed(run)) && savingsOf(study).length === 0;
  if (quiet)
    return draft(line`${strong(study.subject)} *needs nothing now.*`, {
      points: [],
      next: steps,
      notes: watchNote(study),
    });
  return draft(
    line`${strong(count)} ${strong(words(plural(steps.length, 'step')))} *for* ${strong(study.subject)}*, the most money first.*`,
    {
      points: steps.map((step, i) => numbered(study, step, i + 1)),
      next: [line`do the first one this week, and compare the next period with this one (*What changed?*).`],
      notes: watchNote(study),
    },
  );
}

function numbered(study: JobStudy, step: Line, n: number): Line {
  const index = study.sheet.add({ key: `step.${n}`, label: 'number of a step', value: n, unit: 'count' });
  return line`(${index}) ${step}`;
}

function watchNote(study: JobStudy): Line[] {
  if (study.neighbours.every((neighbour) => neighbour.direction !== 'downstream')) return [];
  const down = study.neighbours.filter((neighbour) => neighbour.direction === 'downstream').length;
  return [
    line`${countFact(study, 'downstream.count', 'jobs that depend on it', down)} ${words(down === 1 ? 'job depends' : 'jobs depend')} on it: tell the owners before changing its schedule.`,
  ];
}
