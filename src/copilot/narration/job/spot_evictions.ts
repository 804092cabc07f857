// Diagnose: how much runs on spot, what was taken away, and what that did.
import { ratio, significant, sum } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import {
  costOf,
  countFact,
  failureRatePct,
  from,
  isFailed,
  medianMinutes,
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
  const hit = new Set(study.evictions.map((eviction) => eviction.job_run_id));
  const runs = countFact(study, 'evictions.runs', 'runs with an eviction', hit.size);
  const all = countFact(study, 'runs', 'runs started in the period', study.runs.length);
  return line`${strong(evictions)} *spot* ${strong(words(plural(study.evictions.length, 'eviction')))} *hit* ${strong(runs)} *of* ${strong(all)} ${strong(words(plural(study.runs.length, 'run')))}; ${spot} of the cost is on spot.`;
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
        line`${words(i === 0 ? '' : ', ')}${quote(reason.toLowerCase().replaceAll('_', ' '))} ${countFact(study, `evictions.reason.${reason}`, `evictions: ${reason}`, n)}`,
    );
  const days = [...new Set(study.evictions.map((eviction) => eviction.event_time.slice(0, 10)))];
  const last = study.sheet.add({
    key: 'evictions.last_day',
    label: 'day of the last eviction',
    value: days.at(-1)!,
    unit: 'day',
    ...from('evictions'),
  });
  return line`On ${countFact(study, 'evictions.days', 'days with an eviction', days.length)} ${words(plural(days.length, 'day'))}, last on ${last}; reasons: ${parts}.`;
}

function effectPoint(study: JobStudy): Line {
  const hit = study.runs.filter((run) => run.evictions > 0);
  const failed = hit.filter(isFailed);
  const cost = usdFact(
    study,
    'evictions.failed_cost',
    'cost of runs that failed after an eviction',
    costOf(failed),
  );
  const failedCount = countFact(study, 'evictions.failed', 'evicted runs that failed', failed.length);
  return failed.length === 0
    ? line`None of these runs failed: the work was moved to other nodes.`
    : line`${failedCount} of these runs failed; they cost ${cost}.`;
}

function comparisonPoint(study: JobStudy): Line {
  const hit = study.runs.filter((run) => run.evictions > 0);
  const calmRuns = study.runs.filter((run) => run.evictions === 0);
  const [a, b] = [
    medianMinutes(hit.filter((run) => !isFailed(run))),
    medianMinutes(calmRuns.filter((run) => !isFailed(run))),
  ];
  const [ra, rb] = [failureRatePct(hit), failureRatePct(calmRuns)];
  const parts: Line[] = [];
  if (a !== null && b !== null)
    parts.push(
      line`took ${minutes(study, 'duration.evicted', 'median duration of good runs with an eviction', a)} against ${minutes(study, 'duration.calm', 'median duration of good runs without an eviction', b)}`,
    );
  if (ra !== null && rb !== null)
    parts.push(
      line`failed in ${percent(study, 'failure_rate.evicted', 'failure rate of runs with an eviction', ra)} against ${percent(study, 'failure_rate.calm', 'failure rate of runs without an eviction', rb)} of cases`,
    );
  if (parts.length === 0) return [];
  return line`Runs with an eviction ${parts.flatMap((part, i) => (i === 0 ? part : line`, and ${part}`))} (the others).`;
}

function minutes(study: JobStudy, key: string, label: string, value: number) {
  return study.sheet.add({ key, label, value, unit: 'minutes', ...from('runs') });
}

function percent(study: JobStudy, key: string, label: string, value: number) {
  return study.sheet.add({ key, label, value, unit: 'percent', ...from('runs') });
}

function hourPoint(study: JobStudy): Line {
  const types = new Map<string, number>();
  for (const eviction of study.evictions)
    if (eviction.worker_instance_type)
      types.set(eviction.worker_instance_type, (types.get(eviction.worker_instance_type) ?? 0) + 1);
  const top = [...types].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  if (!top) return [];
  return line`${countFact(study, 'evictions.top_type', `evictions of ${top[0]}`, top[1])} of them took ${quote(top[0])} workers.`;
}

function peersPoint(study: JobStudy): Line {
  const spot = sum(study.peers.map((peer) => peer.spot_cost_micros));
  const all = sum(study.peers.map((peer) => peer.cost_micros));
  const typical = ratio(spot * 100, all);
  if (typical === null) return [];
  return line`All jobs together have ${study.sheet.add({ key: 'spot.pct.all', label: 'share of all job cost on spot', value: significant(typical), unit: 'percent', ...from('peers') })} of their cost on spot.`;
}

function next(study: JobStudy): Line {
  const failedCost = costOf(study.runs.filter((run) => run.evictions > 0 && isFailed(run)));
  const { spotMicros } = totals(study, 'current');
  const discount = study.settings.spotDiscount;
  const premium = Math.round(spotMicros / (1 - discount) - spotMicros);
  const onDemand = usdFact(study, 'ondemand.premium', 'what on-demand only would cost more', premium);
  const assumption = study.sheet.add({
    key: 'setting.spot_discount',
    label: 'assumed spot discount',
    value: discount,
    unit: 'ratio',
  });
  if (failedCost === 0)
    return line`keep spot and keep the driver on demand: all on demand would cost ${onDemand} more (if spot saves ${assumption}).`;
  const lost = usdFact(
    study,
    'evictions.failed_cost',
    'cost of runs that failed after an eviction',
    failedCost,
  );
  const verdict =
    failedCost > premium
      ? line`moving it to on demand would pay`
      : line`moving all of it to on demand would not pay; a driver and a floor of workers on demand may`;
  return line`evictions cost ${lost} in failed runs, on demand only would cost ${onDemand} more (if spot saves ${assumption}): ${verdict}. *Reliability* shows the sums.`;
}
