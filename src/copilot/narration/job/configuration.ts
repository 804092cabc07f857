// Changes of a job's configuration beside the day its runs became longer or shorter: which fits, which does not, how common they are.
import { ratio, significant } from '#src/lib/stats.ts';
import { findStep, type Step } from '#src/lib/step.ts';
import { truncate } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ConfigChange, JobRun, JobStudy } from '../../study/job_study.ts';
import { figures } from '../common/figures.ts';
import { listed, said } from '../common/phrases.ts';
import { isFinished, medianMinutes } from './measures.ts';

/** Changes of who, when and what it is called: nothing a run uses. The same list as in job_change_days. */
const HARMLESS = /^(run as |notification|tag |schedule|name |description)/i;
/** A change fits a step with at most so many good runs between them: the least squares may be a run or two off. */
const NEAR_RUNS = 2;
const SHOWN = 2;

/** The day runs changed their length, then the changes of configuration that could have done it, then those that could not. */
export function configurationPoints(study: JobStudy): Line[] {
  const step = stepOf(study);
  const inPeriod = study.changes.filter((change) => dayOf(change) >= study.params.from);
  const able = inPeriod.filter(isAble);
  const fitting = able.filter((change) => fits(study, change, step));
  const others = able.filter((change) => !fitting.includes(change));
  return said([
    stepPoint(study, step, fitting),
    ...(fitting.length > 0 || step ? fitting : others)
      .slice(-SHOWN)
      .map((change) => changePoint(study, change, step)),
    ...(step ? others.slice(-SHOWN).map((change) => misfitPoint(study, change)) : []),
    harmlessPoint(study, inPeriod.filter((change) => !isAble(change)).slice(-SHOWN)),
  ]);
}

/** Whether a change of the period could be behind the change of cost. */
export function hasFittingChange(study: JobStudy): boolean {
  const step = stepOf(study);
  return study.changes.some(
    (change) =>
      dayOf(change) >= study.params.from && isAble(change) && (step === null || fits(study, change, step)),
  );
}

function isAble({ details }: ConfigChange): boolean {
  return !HARMLESS.test(details ?? '');
}

function dayOf({ event_time }: ConfigChange): string {
  return event_time.slice(0, 10);
}

/** The step of the times of good runs over both periods, where there is one. */
function stepOf(study: JobStudy): Step | null {
  return findStep(
    goodRuns(study).map((run) => ({
      day: run.start_time.slice(0, 10),
      value: (run.duration_ms ?? 0) / 60_000,
    })),
  );
}

function fits(study: JobStudy, change: ConfigChange, step: Step | null): boolean {
  if (step === null) return false;
  const [first, last] = [dayOf(change), step.day].sort() as [string, string];
  const between = goodRuns(study).filter(({ start_time }) => start_time > first && start_time < last);
  return between.length <= NEAR_RUNS;
}

function goodRuns({ previousRuns, runs }: JobStudy): JobRun[] {
  return [...previousRuns, ...runs].filter((run) => run.run_status === 'SUCCESS');
}

function stepPoint(study: JobStudy, step: Step | null, fitting: readonly ConfigChange[]): Line | null {
  if (step === null) return null;
  const f = figures(study, 'facts/job_runs');
  const day = f.day('step.day', 'first day on the new level of run times', step.day);
  const before = f.minutes('step.before', 'median run before that day', step.before);
  const after = f.minutes('step.after', 'median run since that day', step.after);
  const changed = words(step.after > step.before ? 'longer' : 'shorter');
  const alone = fitting.length === 0 ? line`; no change of configuration is recorded next to it` : [];
  return line`Runs are ${changed} since ${day}: median ${before} before, ${after} since${alone}.`;
}

function named(study: JobStudy, change: ConfigChange): Line {
  const f = figures(study, 'facts/job_config_changes');
  const when = f.day(`config.${change.event_id}.day`, 'day of a configuration change', dayOf(change));
  const who = change.user_name ? line`, by ${quote(change.user_name)}` : [];
  return line`${when} (${quote(truncate(change.details ?? 'no details', 120))}${who})`;
}

function changePoint(study: JobStudy, change: ConfigChange, step: Step | null): Line {
  const what = line`Configuration changed on ${named(study, change)}`;
  if (step !== null) return line`${what}, next to that day.${baseRate(study)}`;
  const runs = [...study.previousRuns, ...study.runs].filter(isFinished);
  const before = medianMinutes(runs.filter((run) => run.start_time < change.event_time));
  const after = medianMinutes(runs.filter((run) => run.start_time >= change.event_time));
  if (before === null || after === null) return line`${what}.${baseRate(study)}`;
  const f = figures(study, 'facts/job_runs');
  const a = f.minutes(`config.${change.event_id}.before`, 'median duration before the change', before);
  const b = f.minutes(`config.${change.event_id}.after`, 'median duration after the change', after);
  return line`${what}: the median run took ${a} before and ${b} after.${baseRate(study)}`;
}

function misfitPoint(study: JobStudy, change: ConfigChange): Line {
  return line`Configuration also changed on ${named(study, change)}, which is not the day runs changed their length.`;
}

function harmlessPoint(study: JobStudy, changes: readonly ConfigChange[]): Line | null {
  if (changes.length === 0) return null;
  const all = listed(changes.map((change) => named(study, change)));
  return line`Recorded too, but nothing that alters what a run uses: ${all}.`;
}

/** How often this job's days see such a change at all: a coincidence is likelier where changes are common. */
function baseRate(study: JobStudy): Line {
  const { days_ran, days_changed } = study.changeDays;
  const rate = ratio(days_changed * 100, days_ran);
  if (rate === null || days_changed === 0) return [];
  const f = figures(study, 'facts/job_change_days');
  const days = f.days('config.days_ran', 'days with a run of the last ninety', days_ran);
  const pct = f.percent(
    'config.base_rate',
    'share of run days with a change that can alter what a run uses',
    significant(rate),
  );
  return line` Such changes happen on ${pct} of the ${days} days it ran.`;
}
