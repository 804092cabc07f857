// Diagnose: what failed, with which error, what it cost, and where failures gather.
import { median, ratio, significant } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import { orNone } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { peersOf } from './explain.ts';
import { dearestOf, groupCost, groupCount, groupPoints, nameOf } from './failure_groups.ts';
import {
  byEviction,
  costOf,
  countFact,
  type FailureGroup,
  failureGroups,
  failureRatePct,
  from,
  isFailed,
  usdFact,
} from './measures.ts';

export function failures(study: JobStudy): Narration {
  const failed = study.runs.filter(isFailed);
  const runs = countFact(study, 'runs', 'runs started in the period', study.runs.length);
  if (failed.length === 0) {
    const none = [
      line`no run started in the period`,
      line`the only run of the period did not fail`,
      line`none of the ${runs} runs of the period failed`,
    ][Math.min(2, study.runs.length)]!;
    return notApplicable(line`*No failures to explain:* ${none}${before(study)}.`, {
      next: [line`see what it costs instead (*Cost drivers*).`],
    });
  }
  const groups = failureGroups(study.runs);
  const points = [
    ...groupPoints(study, groups),
    moneyPoint(study, failed),
    clusterPoint(study, failed),
    recoveryPoint(study),
  ];
  return draft(headline(study, failed, groups), {
    points: points.filter((point) => point.length > 0),
    next: next(study, groups),
    notes: comparison(study),
    errorFamily: groups[0]!.family.id,
  });
}

function before(study: JobStudy): Line {
  const earlier = study.previousRuns.filter(isFailed).length;
  if (!study.window.hasPrevious) return [];
  return line`; in the period before ${orNone(countFact(study, 'runs.failed_before', 'failed runs in the period before', earlier))} failed`;
}

function headline(study: JobStudy, failed: readonly JobRun[], groups: readonly FailureGroup[]): Line {
  const count = countFact(study, 'runs.failed', 'failed runs', failed.length);
  const finished = countFact(
    study,
    'runs.finished',
    'runs that succeeded or failed',
    study.runs.filter((run) => isFailed(run) || run.run_status === 'SUCCESS').length,
  );
  const rate = study.sheet.add({
    key: 'failure_rate',
    label: 'failure rate',
    value: failureRatePct(study.runs),
    unit: 'percent',
    ...from('runs'),
  });
  const cost = usdFact(study, 'failed.cost', 'cost of failed runs', costOf(failed));
  const allFinished = finished.value === study.runs.length;
  const which =
    finished.value === 1
      ? line`*The only run failed*`
      : line`${strong(count)} *of* ${strong(finished)} ${strong(words(allFinished ? 'runs failed' : 'finished runs failed'))} (${rate})`;
  const spent =
    costOf(failed) === 0
      ? line`no usage of ${words(failed.length === 1 ? 'it' : 'them')} is billed`
      : line`${words(failed.length === 1 ? 'it' : 'they')} cost ${strong(cost)}`;
  return line`${which}, ${errorClause(study, groups, failed.length)}; ${spent}.`;
}

/** 'all with out of memory', 'most of them with ...' only above half, else the largest part with its count. */
function errorClause(study: JobStudy, groups: readonly FailureGroup[], failed: number): Line {
  const main = groups[0]!;
  const name = nameOf(main);
  if (groups.length === 1) return line`${words(failed === 1 ? 'with' : 'all with')} ${name}`;
  if (main.runs.length * 2 > failed) return line`most of them with ${name}`;
  const count = groupCount(study, main);
  const equals = groups.filter((group) => group.runs.length === main.runs.length);
  if (equals.length === 1) return line`most often with ${name} (${count} of them)`;
  if (equals.length === 2) return line`as often with ${name} as with ${nameOf(equals[1]!)} (${count} each)`;
  return line`with ${countFact(study, 'families', 'kinds of error', groups.length)} kinds of error`;
}

function moneyPoint(study: JobStudy, failed: readonly JobRun[]): Line {
  const retries = study.runs.filter((run) => run.retry_of_run_id !== null);
  if (study.profile.absent.includes('job_runs.retry_of_run_id'))
    return line`Repeated attempts: not assessed, this database does not record them.`;
  if (retries.length === 0)
    return failed.length === 1
      ? line`It was not repeated automatically.`
      : line`None of them was repeated automatically.`;
  const rescued = retries.filter((run) => run.run_status === 'SUCCESS').length;
  const waste = usdFact(
    study,
    'failed.and_retries',
    'cost of failed runs and repeated attempts',
    costOf([...new Set([...failed, ...retries])]),
  );
  const good = orNone(countFact(study, 'retries.rescued', 'repeated attempts that succeeded', rescued));
  const outcome =
    retries.length === 1
      ? words(rescued === 1 ? 'which succeeded' : 'which failed too')
      : line`${good} of which succeeded`;
  return line`${countFact(study, 'retries', 'repeated attempts', retries.length)} repeated ${words(plural(retries.length, 'attempt'))}, ${outcome}; failed runs and repeats together cost ${waste}.`;
}

/** Whether failures gather in evicted runs or in one configuration, with the rate of the others beside it. */
function clusterPoint(study: JobStudy, failed: readonly JobRun[]): Line {
  const { hit: evicted, calm } = byEviction(study);
  const a = failureRatePct(evicted);
  const b = failureRatePct(calm);
  if (evicted.length >= 3 && a !== null && b !== null && a > b * 1.5) {
    const with_ = study.sheet.add({
      key: 'failure_rate.evicted',
      label: 'failure rate of runs with an eviction',
      value: a,
      unit: 'percent',
      ...from('runs'),
    });
    const without = study.sheet.add({
      key: 'failure_rate.calm',
      label: 'failure rate of runs without an eviction',
      value: b,
      unit: 'percent',
      ...from('runs'),
    });
    return line`Runs hit by a spot eviction failed in ${with_} of cases, the others in ${without}.`;
  }
  return durationPoint(study, failed);
}

function durationPoint(study: JobStudy, failed: readonly JobRun[]): Line {
  const minutes = (runs: readonly JobRun[]) =>
    median(runs.filter((run) => run.duration_ms !== null).map((run) => run.duration_ms! / 60_000));
  const bad = minutes(failed);
  const good = minutes(study.runs.filter((run) => run.run_status === 'SUCCESS'));
  if (bad === null || good === null || good === 0) return [];
  const a = study.sheet.add({
    key: 'duration.failed',
    label: 'median duration of failed runs',
    value: significant(bad),
    unit: 'minutes',
    ...from('runs'),
  });
  const b = study.sheet.add({
    key: 'duration.success',
    label: 'median duration of succeeded runs',
    value: significant(good),
    unit: 'minutes',
    ...from('runs'),
  });
  return line`A failed run ends after ${a} (median), a good one after ${b}.`;
}

/** How the job stands now: the streak at the end of the period. */
function recoveryPoint(study: JobStudy): Line {
  const ended = study.runs.filter((run) => isFailed(run) || run.run_status === 'SUCCESS');
  const last = ended.at(-1);
  if (!last) return [];
  const from_ = [...ended].reverse().findIndex((run) => run.run_status !== last.run_status);
  const length = from_ === -1 ? ended.length : from_;
  const streak = countFact(study, 'streak', 'runs of the same outcome at the end of the period', length);
  const runs = length === 1 ? line`the last run` : line`the last ${streak} runs`;
  if (study.params.to < study.window.asOf)
    return line`At the end of the period ${runs} ${words(isFailed(last) ? 'failed' : 'went through')}.`;
  return isFailed(last)
    ? line`It is failing now: ${runs} failed.`
    : line`It has recovered: ${runs} went through.`;
}

/** The most frequent kind first, as in every other chip; the dearest one beside it where that is another. */
function next(study: JobStudy, groups: readonly FailureGroup[]): Line[] {
  const { remedy } = groups[0]!.family;
  return [line`${words(lowerFirst(remedy))}${dearestClause(study, groups)} *Reliability* shows the sums.`];
}

function dearestClause(study: JobStudy, groups: readonly FailureGroup[]): Line {
  const dearest = dearestOf(groups);
  const all = usdFact(study, 'failed.cost', 'cost of failed runs', costOf(study.runs.filter(isFailed)));
  if (groups.length === 1) return [];
  const share = line`${groupCost(study, dearest)} of the ${all}`;
  return dearest === groups[0]
    ? line` Runs that failed with ${nameOf(dearest)} make ${share}.`
    : line` The dearest kind is ${nameOf(dearest)}, with ${share}.`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function comparison(study: JobStudy): Line[] {
  const { peers, label } = peersOf(study);
  const rates = peers
    .map((peer) => ratio((peer.failed_runs ?? 0) * 100, (peer.failed_runs ?? 0) + (peer.success_runs ?? 0)))
    .filter((rate) => rate !== null);
  const typical = median(rates);
  if (typical === null) return [];
  const fact = study.sheet.add({
    key: 'failure_rate.peers',
    label: `median failure rate of ${label}`,
    value: significant(typical),
    unit: 'percent',
    ...from('peers'),
  });
  return [line`For comparison: the median failure rate of ${quote(label)} is ${fact}${before(study)}.`];
}
