// Monitor: the two or three things worth doing now about a warehouse or cluster, the first first.
import { ratio } from '#src/lib/stats.ts';
import { form, type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { chip, counted, periodBefore, said } from '../common/phrases.ts';
import { type Saving, savedMicros } from '../common/saving.ts';
import { draft, type Narration } from '../draft.ts';
import { costChange, costFact, hasQueries, queryTimes, totals, userName } from './compute_measures.ts';
import { changeEffect, changesInPeriod } from './configuration.ts';
import { idleDays, idleDaysText } from './idle_days.ts';
import { unpricedNote } from './notes.ts';
import { savingsOfStudy } from './savings_of_study.ts';
import { isSilent, silent } from './silent.ts';
import { measure, topUser } from './who_uses_it.ts';

const SAVED = 'saving, the most it could be';
/** A change of cost worth a look, percent. */
const NOTABLE_PCT = 10;
/** A failure rate of queries worth a look, percent. */
const FAILING_PCT = 5;

export function nextSteps(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  const [first, ...rest] = stepsOf(study);
  const notes = said([unpricedNote(study)]);
  if (!first) {
    return draft(
      line`Nothing to do about ${study.subject} now: ${costFact(study)} in the period, no saving, rise or failure worth the time.`,
      {
        points: said([peoplePoint(study)]),
        next: [line`look again when *Trend* leaves its usual range.`],
        notes,
      },
    );
  }
  return draft(line`First for ${study.subject}, which cost ${costFact(study)}: ${first}`, {
    points: said([
      ...rest.slice(0, 2).map((step) => line`Then ${step}`),
      peoplePoint(study),
      proofPoint(study),
    ]),
    next: [talkFirst(study)],
    notes,
  });
}

function peoplePoint(study: ComputeStudy): Line | null {
  const top = topUser(study);
  if (!top) return null;
  const share = figures(study, 'facts/compute_users')
    .of(userName(top.user).ref)
    .percent('share', `share of ${measure(study)}`, top.pct);
  return line`Who would notice: ${userName(top.user)}, with ${share} of ${words(measure(study))} (*Who uses it* lists everybody).`;
}

/** By what one will see that it worked. */
function proofPoint(study: ComputeStudy): Line | null {
  const micros = savedMicros(savingsOfStudy(study).slice(0, 1));
  const { costMicros } = totals(study, 'current');
  if (micros === 0 || study.window.days < 14 || idleDays(study).length > 0) return null;
  const f = figures(study, 'facts/compute_daily');
  const week = f.usd(
    'proof.week.now',
    'cost of seven days at the mean of the period',
    Math.round((costMicros * 7) / study.window.days),
  );
  const then = f.usd(
    'proof.week.then',
    'cost of seven days after the first saving',
    Math.round(((costMicros - micros) * 7) / study.window.days),
  );
  return line`How to see that it works: after the first of these, a week costs about ${then} instead of ${week} (*Trend*).`;
}

function talkFirst(study: ComputeStudy): Line {
  const by = study.configs.at(-1)?.changed_by_name ?? null;
  if (by) return line`agree with ${quote(by)}, who set the configuration last, and do the first.`;
  const top = topUser(study);
  return top
    ? line`agree with ${userName(top.user)} and do the first.`
    : line`do the first; nobody is on record to ask.`;
}

/** The step other answers end with. */
export function firstStep(study: ComputeStudy): Line {
  return stepsOf(study)[0] ?? line`nothing to change; *Trend* shows whether it stays so.`;
}

function stepsOf(study: ComputeStudy): Line[] {
  return said([
    idleStep(study),
    ...savingsOfStudy(study)
      .slice(0, 2)
      .map((saving) => savingStep(study, saving)),
    riseStep(study),
    failureStep(study),
    changeStep(study),
  ]);
}

function savingStep(study: ComputeStudy, saving: Saving): Line {
  const f = figures(study, 'facts/compute_daily');
  const micros = f.usd(`saving.${saving.key}`, SAVED, saving.micros);
  const label = saving.key === 'size' || saving.key === 'workers' ? 'Right-size' : 'Cut cost';
  return line`${saving.action(f)}, up to ${micros} in such a period (${chip(label)} shows the sums).`;
}

function riseStep(study: ComputeStudy): Line | null {
  const [now, before] = [totals(study, 'current').costMicros, totals(study, 'previous').costMicros];
  const pct = ratio((now - before) * 100, before);
  if (!study.window.hasPrevious || pct === null || pct < NOTABLE_PCT) return null;
  const rise = figures(study, 'facts/compute_daily').usdDelta(
    'change',
    'change of cost on the period before',
    costChange(study),
  );
  return line`find out why it cost ${form(rise, 1)} more than in ${periodBefore(study)} (*What changed?* splits it).`;
}

function failureStep(study: ComputeStudy): Line | null {
  const times = hasQueries(study) ? queryTimes(study, 'current') : null;
  const pct = times ? ratio(times.failed * 100, times.queries) : null;
  if (!times || pct === null || pct < FAILING_PCT) return null;
  const f = figures(study, 'facts/compute_query_times');
  return line`look at the ${counted(f.count('queries.failed', 'failed queries', times.failed), 'failed query', 'failed queries')}, ${f.percent('queries.failed.pct', 'share of queries that failed', pct)} of all (*Stability* names the errors).`;
}

function changeStep(study: ComputeStudy): Line | null {
  const change = changesInPeriod(study).at(-1);
  if (!change) return null;
  const day = figures(study, 'facts/compute_changes').day(
    `change.${change.key}.day`,
    'day of a configuration change',
    change.day,
  );
  const effect = changeEffect(study, change);
  const so = effect.length > 0 ? line`: ${effect}` : [];
  return line`check that the change of ${day} (${change.what}) did what it should${so} (*What changed?*).`;
}

/** Days it was paid for and did nothing. */
function idleStep(study: ComputeStudy): Line | null {
  const idle = idleDays(study);
  return idle.length === 0
    ? null
    : line`ask why it ran without work: ${idleDaysText(study, idle)} (*Utilization*).`;
}
