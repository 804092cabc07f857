// Diagnose: how much runs on spot, what was taken away, and what that did.

import { errorFamily } from '#src/lib/error_families.ts';
import { ratio, significant, sum } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobRun, JobStudy } from '../../study/job_study.ts';
import { figures } from '../common/figures.ts';
import { listed, said } from '../common/phrases.ts';
import { machinePremise, onDemandPremium, premiumSum } from '../common/spot_estimate.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { nothingToDo } from './ended.ts';
import {
  byEviction,
  costOf,
  countFact,
  failureRatePct,
  from,
  isFailed,
  medianMinutes,
  silence,
  spotPct,
  totals,
  usdFact,
} from './measures.ts';

export function spotEvictions(study: JobStudy): Narration {
  const pct = spotPct(study);
  if (pct === null || study.runs.length === 0) {
    const nothing = words(
      study.runs.length === 0 ? 'Nothing ran in the period,' : 'Nothing was billed in the period,',
    );
    return notApplicable(line`${strong(nothing)} so there is no spot capacity to look at.`);
  }
  const spot = study.sheet.add({
    key: 'spot.pct',
    label: 'share of cost on spot',
    value: pct,
    unit: 'percent',
    ...from('cost'),
  });
  if (study.evictions.length === 0) return calm(study, pct, spot);
  const points = [
    reasonsPoint(study),
    effectPoint(study),
    comparisonPoint(study),
    hourPoint(study),
    peersPoint(study),
  ];
  return draft(headline(study, spot), {
    points: points.filter((point) => point.length > 0),
    next: [next(study)],
  });
}

function calm(study: JobStudy, pct: number, spot: ReturnType<JobStudy['sheet']['add']>): Narration {
  const runs = countFact(study, 'runs', 'runs started in the period', study.runs.length);
  if (pct === 0)
    return notApplicable(
      line`*No evictions to explain: this job ran on demand only.* Spot share ${spot} over ${runs} ${words(plural(study.runs.length, 'run'))}.`,
      { next: [line`*Cut cost* shows what spot would save, and what it would risk.`] },
    );
  return notApplicable(
    line`*No evictions to explain:* ${spot} of the cost is on spot, and no node was lost in ${runs} ${words(plural(study.runs.length, 'run'))}.`,
    { next: [line`leave it as it is; *Cut cost* shows whether more spot would pay.`] },
  );
}

function headline(study: JobStudy, spot: ReturnType<JobStudy['sheet']['add']>): Line {
  const evictions = countFact(study, 'evictions', 'spot evictions in the period', study.evictions.length);
  const { hit } = byEviction(study);
  const runs = countFact(study, 'evictions.runs', 'runs of the period with an eviction', hit.length);
  const all = countFact(study, 'runs', 'runs started in the period', study.runs.length);
  const what = line`${strong(evictions)} *spot* ${strong(words(plural(study.evictions.length, 'eviction')))}`;
  return line`${what} *hit* ${strong(runs)} *of* ${strong(all)} ${strong(words(plural(study.runs.length, 'run')))}${olderClause(study, hit)}; ${spot} of the cost is on spot.`;
}

/** Evictions count by their own day: some hit runs that had started before the period. */
function olderClause(study: JobStudy, hit: readonly JobRun[]): Line {
  const ids = new Set(hit.map((run) => run.job_run_id));
  const older = study.evictions.filter((eviction) => !ids.has(eviction.job_run_id)).length;
  if (older === 0) return [];
  const count = countFact(study, 'evictions.older', 'evictions of runs started before the period', older);
  return line` started in the period, and ${count} of them ${words(older === 1 ? 'a run' : 'runs')} started before it`;
}

function reasonsPoint(study: JobStudy): Line {
  const counts = new Map<string, number>();
  for (const eviction of study.evictions) {
    const reason = eviction.eviction_reason ?? 'no reason recorded';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const parts = ranked
    .slice(0, 3)
    .flatMap(
      ([reason, n], i) =>
        line`${words(i === 0 ? '' : ', ')}${quote(reasonName(reason))} ${countFact(study, `evictions.reason.${reason}`, `evictions: ${reason}`, n)}`,
    );
  const others = sum(ranked.slice(3).map(([, n]) => n));
  const rest =
    others === 0
      ? []
      : line`, other reasons ${countFact(study, 'evictions.reason.rest', 'evictions for other reasons', others)}`;
  const days = [...new Set(study.evictions.map((eviction) => eviction.event_time.slice(0, 10)))];
  const last = study.sheet.add({
    key: 'evictions.last_day',
    label: 'day of the last eviction',
    value: days.at(-1)!,
    unit: 'day',
    ...from('evictions'),
  });
  if (study.evictions.length === 1) return line`On ${last}; reason: ${quote(reasonName(ranked[0]![0]))}.`;
  return line`On ${countFact(study, 'evictions.days', 'days with an eviction', days.length)} ${words(plural(days.length, 'day'))}, last on ${last}; reasons: ${parts}${rest}.`;
}

function reasonName(reason: string): string {
  return reason.toLowerCase().replaceAll('_', ' ');
}

function isSpotLoss(run: JobRun): boolean {
  return isFailed(run) && errorFamily(run.error_summary).id === 'spot_loss';
}

/** The failures that name the loss of spot capacity, as *Failures* counts them, apart from those that name something else. */
function effectPoint(study: JobStudy): Line {
  const { hit } = byEviction(study);
  const failed = hit.filter(isFailed);
  const hits = countFact(study, 'evictions.runs', 'runs of the period with an eviction', hit.length);
  if (hit.length === 0) return [];
  if (failed.length === 0)
    return hit.length === 1
      ? line`The hit run did not fail: the work was moved to other nodes.`
      : line`None of the ${hits} hit runs failed: the work was moved to other nodes.`;
  const count = countFact(study, 'evictions.failed', 'evicted runs that failed', failed.length);
  const lost = failed.filter(isSpotLoss);
  const other = failed.filter((run) => !isSpotLoss(run));
  const parts = said([
    failedPart(study, 'lost', 'with lost spot capacity as the error', lost, other.length > 0),
    failedPart(study, 'other', 'with another error', other, lost.length > 0),
  ]);
  const how =
    parts.length === 1
      ? line`, ${words(failed.length === 1 ? '' : 'all ')}${parts[0]!}`
      : line`: ${listed(parts)}`;
  if (hit.length === 1) return line`The hit run failed ${parts[0]!}${unrecorded(study, hit)}.`;
  return line`${count} of the ${hits} hit runs failed${how}${unrecorded(study, hit)}.`;
}

function failedPart(
  study: JobStudy,
  key: string,
  what: string,
  runs: readonly JobRun[],
  counts: boolean,
): Line | null {
  if (runs.length === 0) return null;
  const count = countFact(study, `evictions.failed.${key}`, `evicted runs that failed ${what}`, runs.length);
  const cost = usdFact(
    study,
    `evictions.failed.${key}_cost`,
    `cost of evicted runs that failed ${what}`,
    costOf(runs),
  );
  return line`${counts ? line`${count} ` : []}${words(what)} (${cost})`;
}

/** Runs that name lost spot capacity although no eviction was recorded for them in the period. */
function unrecorded(study: JobStudy, hit: readonly JobRun[]): Line {
  const more = study.runs.filter((run) => isSpotLoss(run) && !hit.includes(run));
  if (more.length === 0) return [];
  const count = countFact(
    study,
    'spot_loss.unrecorded',
    'runs with lost spot capacity and no recorded eviction',
    more.length,
  );
  return line`; ${count} more failed with that error without a recorded eviction`;
}

function comparisonPoint(study: JobStudy): Line {
  const { hit, calm: calmRuns } = byEviction(study);
  const f = figures(study, 'facts/job_runs');
  const [a, b] = [
    medianMinutes(hit.filter((run) => !isFailed(run))),
    medianMinutes(calmRuns.filter((run) => !isFailed(run))),
  ];
  const [ra, rb] = [failureRatePct(hit), failureRatePct(calmRuns)];
  const parts: Line[] = [];
  if (a !== null && b !== null)
    parts.push(
      line`took ${f.minutes('duration.evicted', 'median duration of good runs with an eviction', a)} where they went through, the others ${f.minutes('duration.calm', 'median duration of good runs without an eviction', b)} (medians)`,
    );
  if (ra !== null && rb !== null && ra + rb > 0)
    parts.push(
      line`failed in ${f.percent('failure_rate.evicted', 'failure rate of runs with an eviction', ra)} of cases, the others in ${f.percent('failure_rate.calm', 'failure rate of runs without an eviction', rb)}`,
    );
  if (parts.length === 0) return [];
  return line`Hit runs ${parts.flatMap((part, i) => (i === 0 ? part : line`; they ${part}`))}.`;
}

function hourPoint(study: JobStudy): Line {
  const types = new Map<string, number>();
  for (const eviction of study.evictions)
    if (eviction.worker_instance_type)
      types.set(eviction.worker_instance_type, (types.get(eviction.worker_instance_type) ?? 0) + 1);
  const top = [...types].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  if (!top) return [];
  if (top[1] === study.evictions.length)
    return line`${words(top[1] === 1 ? 'It' : 'All of them')} took ${quote(top[0])} workers.`;
  const all = countFact(study, 'evictions', 'spot evictions in the period', study.evictions.length);
  return line`${countFact(study, 'evictions.top_type', `evictions of ${top[0]}`, top[1])} of the ${all} evictions took ${quote(top[0])} workers.`;
}

function peersPoint(study: JobStudy): Line {
  const spot = sum(study.peers.map((peer) => peer.spot_cost_micros));
  const all = sum(study.peers.map((peer) => peer.cost_micros));
  const typical = ratio(spot * 100, all);
  if (typical === null) return [];
  return line`All jobs together have ${study.sheet.add({ key: 'spot.pct.all', label: 'share of all job cost on spot', value: significant(typical), unit: 'percent', ...from('peers') })} of their cost on spot.`;
}

/** What evictions cost in DBUs against what on demand would cost on the bill of the cloud provider, which is an estimate. */
function next(study: JobStudy): Line {
  if (silence(study)) return nothingToDo(study);
  const lostRuns = study.runs.filter(isSpotLoss);
  const failedCost = costOf(lostRuns);
  const { spotMicros } = totals(study, 'current');
  const discount = study.settings.spotDiscount;
  const sums = premiumSum(figures(study, 'facts/job_periods'), spotMicros, discount);
  if (failedCost === 0)
    return line`keep spot and keep the driver on demand: an estimate of all on demand, ${machinePremise()}, is ${sums}.`;
  const lost = usdFact(study, 'family.spot_loss.cost', 'cost of failed runs: Spot capacity lost', failedCost);
  const count = countFact(
    study,
    'family.spot_loss.count',
    'failed runs: Spot capacity lost',
    lostRuns.length,
  );
  const verdict =
    failedCost > onDemandPremium(spotMicros, discount)
      ? line`moving it to on demand would pay`
      : line`moving all of it to on demand would not pay; a driver and a floor of workers on demand may`;
  return line`${verdict}: the ${lostRuns.length === 1 ? words('run') : line`${count} runs`} that failed with lost spot capacity cost ${lost}; an estimate of all on demand, ${machinePremise()}, is ${sums}.`;
}
