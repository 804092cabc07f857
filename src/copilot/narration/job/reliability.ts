// What makes a job unreliable, and what would help against it: the advice follows the errors its runs failed with.
import { ratio, significant, sum } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { lossOf } from '../common/job_savings.ts';
import { machinePremise, notInThisBill, onDemandPremium, premiumSum } from '../common/spot_estimate.ts';
import { costOf, countFact, failureGroups, from, isFailed, totals, usdFact } from './measures.ts';
import { wasteFigures } from './savings.ts';

/** Errors that come back on a second attempt, because nothing about them passes by itself. */
const LASTING: readonly string[] = ['out_of_memory', 'permission', 'library', 'schema'];

export function evictionsText(study: JobStudy): Line {
  const count = countFact(study, 'evictions', 'spot evictions in the period', study.evictions.length);
  return line`${count} ${words(plural(study.evictions.length, 'spot eviction'))}`;
}

/** ', 11%' of the bill. */
export function shareText(study: JobStudy, lost: number): Line {
  const pct = ratio(lost * 100, totals(study, 'current').costMicros);
  if (pct === null) return [];
  return line`, ${study.sheet.add({ key: 'failed.share', label: 'share of cost in failed runs', value: significant(pct), unit: 'percent', ...from('cost') })}`;
}

export function familyPoints(study: JobStudy): Line[] {
  return failureGroups(study.runs)
    .slice(0, 2)
    .map((group) => {
      const key = `family.${group.family.id}`;
      const count = countFact(study, `${key}.count`, `failed runs: ${group.family.name}`, group.runs.length);
      const label = `cost of failed runs: ${group.family.name}`;
      const cost = usdFact(study, `${key}.cost`, label, costOf(group.runs));
      return line`${quote(group.family.name)}: ${count} ${words(plural(group.runs.length, 'run'))}, ${cost}. ${words(group.family.remedy)}`;
    });
}

/** What repeats brought, or would bring, against the errors this job has. */
export function retryPoint(study: JobStudy): Line[] {
  if (study.profile.absent.includes('job_runs.retry_of_run_id'))
    return [line`Repeated attempts: not assessed, this database does not record them.`];
  const retries = study.runs.filter((run) => run.retry_of_run_id !== null);
  if (retries.length === 0) return noRetries(study);
  const good = retries.filter((run) => run.run_status === 'SUCCESS').length;
  const count = countFact(study, 'retries', 'repeated attempts', retries.length);
  const cost = usdFact(study, 'retries.cost', 'cost of repeated attempts', costOf(retries));
  const result = successText(study, retries.length, good);
  return [line`${count} repeated ${words(plural(retries.length, 'attempt'))}, at ${cost}; ${result}.`];
}

function successText(study: JobStudy, retries: number, good: number): Line {
  if (retries === 1) return [words(good === 1 ? 'it succeeded' : 'it did not succeed')];
  if (good === 0 || good === retries)
    return [words(good === 0 ? 'none of them succeeded' : 'all of them succeeded')];
  return line`${countFact(study, 'retries.good', 'repeated attempts that succeeded', good)} of them succeeded`;
}

function noRetries(study: JobStudy): Line[] {
  const groups = failureGroups(study.runs);
  if (groups.length === 0) return [];
  if (groups.every(({ family }) => LASTING.includes(family.id)))
    return [
      line`No attempt was repeated, and a repeat would not help: such errors come back until their cause is gone.`,
    ];
  return [
    line`No attempt was repeated: one automatic retry would cover errors that pass by themselves, at the price of a second run when they do not.`,
  ];
}

/** Evictions against the failures they caused, in DBUs; and what going on demand would cost, which is another bill. */
export function spotPoint(study: JobStudy): Line[] {
  const { spotMicros } = totals(study, 'current');
  if (spotMicros <= 0 || study.evictions.length === 0) return [];
  const failed = study.runs.filter(isFailed).length;
  const lost = study.use && lossOf(study.use, 'spot_loss');
  if (!lost) {
    const none = failed === 0 ? line`no run failed` : line`no failure of this job names lost spot capacity`;
    return [
      line`${evictionsText(study)} hit its runs, but ${none}: on demand would not prevent its failures, only the repeated work.`,
    ];
  }
  return [lostToSpot(study, lost.micros, lost.runs), onDemandPoint(study, lost.micros)];
}

function lostToSpot(study: JobStudy, micros: number, runs: number): Line {
  const f = wasteFigures(study);
  const count = f.count('spot_loss.runs', 'runs that failed for lost spot capacity', runs);
  const cost = f.usd('spot_loss.cost', 'DBU cost of runs that failed for lost spot capacity', micros);
  return line`${evictionsText(study)} hit its runs; ${count} ${words(plural(runs, 'run'))} failed for lost spot capacity, ${cost} of DBUs.`;
}

function onDemandPoint(study: JobStudy, lostMicros: number): Line {
  const { spotMicros } = totals(study, 'current');
  const discount = study.settings.spotDiscount;
  const verdict =
    onDemandPremium(spotMicros, discount) < lostMicros
      ? words('less than those failures cost, so on demand would pay')
      : words('more than those failures cost: a driver and a floor of workers on demand is enough');
  return line`Not in this bill: ${notInThisBill()}. An estimate of all on demand, ${machinePremise()}: ${premiumSum(wasteFigures(study), spotMicros, discount)}. That is ${verdict}.`;
}

export function downstreamPoint(study: JobStudy): Line {
  const down = study.neighbours.filter((neighbour) => neighbour.direction === 'downstream');
  if (down.length === 0) return [];
  const cost = usdFact(
    study,
    'downstream.cost',
    'cost of the jobs that wait for it',
    sum(down.map((job) => job.cost_micros)),
  );
  return line`${countFact(study, 'downstream.count', 'jobs that depend on it', down.length)} ${words(plural(down.length, 'job'))} ${words(down.length === 1 ? 'waits' : 'wait')} for it (${cost} in the period): a failure here delays ${words(down.length === 1 ? 'it' : 'them')} too.`;
}

export function firstRepair(study: JobStudy): Line {
  const top = failureGroups(study.runs)[0];
  if (!top)
    return line`nothing urgent: the lost work was done again; *Spot and evictions* shows what it cost in time.`;
  return line`begin with ${quote(top.family.name.toLowerCase())}: *Failures* shows the messages and days.`;
}
