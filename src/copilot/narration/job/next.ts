// Monitor: the two or three things worth doing now, in the order of the money behind them.
import { ratio } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { isWorth, type Saving, worthFact } from '../common/saving.ts';
import { draft, type Narration } from '../draft.ts';
import { endedAnswer, nothingToDo } from './ended.ts';
import { costFact, costOf, countFact, failureGroups, isFailed, silence, usdFact } from './measures.ts';
import { byMoney, savingsOf, spotEstimate, wasteFigures } from './savings.ts';

const SHOWN = 3;
/** Failures as frequent as this, percent of runs, are worth a look whatever they cost. */
const FREQUENT_PCT = 5;

/** All steps the data speak for, largest money first; never empty. */
export function nextFor(study: JobStudy): Line[] {
  if (silence(study)) return [nothingToDo(study)];
  const steps = stepsOf(study);
  return steps.length > 0 ? steps : [line`nothing is pressing; *Trend* shows where it is heading.`];
}

function stepsOf(study: JobStudy): Line[] {
  const savings = byMoney(savingsOf(study));
  const steps = savings.map((saving) =>
    saving.key === 'failures' ? failureStep(study) : savingStep(study, saving),
  );
  const unsaved = savings.every((saving) => saving.key !== 'failures') && isFrequent(study);
  return [...steps, ...(unsaved ? [failureStep(study)] : []), ...ownerStep(study)];
}

function isFrequent({ runs }: JobStudy): boolean {
  const failed = runs.filter(isFailed).length;
  const pct = ratio(failed * 100, failed + runs.filter((run) => run.run_status === 'SUCCESS').length) ?? 0;
  return pct >= FREQUENT_PCT;
}

/** Names the most frequent error; the money is that of all failures. */
function failureStep(study: JobStudy): Line {
  const group = failureGroups(study.runs)[0]!;
  const key = `family.${group.family.id}.count`;
  const count = countFact(study, key, `failed runs: ${group.family.name}`, group.runs.length);
  const cost = usdFact(study, 'failed.cost', 'cost of failed runs', costOf(study.runs.filter(isFailed)));
  return line`fix ${quote(group.family.name.toLowerCase())} (${count} failed ${words(plural(group.runs.length, 'run'))}; all failures cost ${cost}): *Failures* names the days.`;
}

function savingStep(study: JobStudy, saving: Saving): Line {
  const f = wasteFigures(study);
  const micros = f.usd(`saving.${saving.key}`, 'saving, the most it could be', saving.micros);
  return line`${saving.action(f)}, up to ${micros}: *Cut cost* shows the sums.`;
}

function ownerStep(study: JobStudy): Line[] {
  return study.profile_row.owner === null
    ? [line`name an owner: nobody is responsible for it (tag it with owner).`]
    : [];
}

export function nextSteps(study: JobStudy): Narration {
  const ended = endedAnswer(study);
  if (ended) return ended;
  const steps = stepsOf(study).slice(0, SHOWN);
  const notes = [...spotNote(study), ...watchNote(study)];
  const [first, ...rest] = steps;
  if (!first) return nothingNow(study, notes);
  if (rest.length === 0) {
    return draft(line`${strong(study.subject)} *needs one thing:* ${first}`, {
      next: [compareStep()],
      notes,
    });
  }
  const count = countFact(study, 'steps', 'steps named', steps.length);
  return draft(line`${strong(count)} *steps for* ${strong(study.subject)}*, the most money first.*`, {
    points: steps.map((step, i) => numbered(study, step, i + 1)),
    next: [compareStep()],
    notes,
  });
}

function nothingNow(study: JobStudy, notes: readonly Line[]): Narration {
  const why = isWorth(costOf(study.runs))
    ? line`no saving of ${worthFact(wasteFigures(study))} or more, and hardly a failure`
    : line`it cost ${costFact(study)}, less than what is worth a person’s time (${worthFact(wasteFigures(study))})`;
  return draft(line`${strong(study.subject)} *needs nothing now:* ${why}.`, {
    next: [line`nothing; *Trend* shows where it is heading.`],
    notes,
  });
}

function compareStep(): Line {
  return line`do the first one this week, and compare the next period with this one (*What changed?*).`;
}

/** '(2) ...': in the order of the money. */
function numbered(study: JobStudy, step: Line, n: number): Line {
  const index = study.sheet.add({ key: `step.${n}`, label: 'number of a step', value: n, unit: 'count' });
  return line`(${index}) ${step}`;
}

function spotNote(study: JobStudy): Line[] {
  return spotEstimate(study)
    ? [
        line`More spot could lower the machine bill, which is not in these data: *Cut cost* estimates by how much, and what it risks.`,
      ]
    : [];
}

function watchNote(study: JobStudy): Line[] {
  if (study.neighbours.every((neighbour) => neighbour.direction !== 'downstream')) return [];
  const down = study.neighbours.filter((neighbour) => neighbour.direction === 'downstream').length;
  return [
    line`${countFact(study, 'downstream.count', 'jobs that depend on it', down)} ${words(down === 1 ? 'job depends' : 'jobs depend')} on it: tell the owners before changing its schedule.`,
  ];
}
