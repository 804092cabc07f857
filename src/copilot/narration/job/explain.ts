// Understand: what this job is, what it costs, how that compares with its own past and with its peers.

import { median, ratio, significant } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { form, type Line, line, strong, words } from '#src/reports/line.ts';
import type { JobStudy, Peer } from '../../study/job_study.ts';
import { orNone, periodLength } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import {
  costChangeFact,
  costFact,
  costTimesFact,
  countFact,
  failureRatePct,
  from,
  isFailed,
  medianMinutes,
  previousCostFact,
  scopeBefore,
  silenceText,
  spotPct,
  totals,
} from './measures.ts';
import { nextFor } from './next.ts';
import { futureNote, nothingThere, unpricedNote } from './notes.ts';

export function explain(study: JobStudy): Narration {
  const nothing = nothingThere(study);
  if (nothing) return nothing;
  const points = [rankPoint(study), runsPoint(study), unitPoint(study), spotPoint(study), peersPoint(study)];
  return draft(headline(study), {
    points: points.filter((point) => point.length > 0),
    next: nextFor(study).slice(0, 1),
    notes: [...futureNote(study), ...unpricedNote(study)],
  });
}

/** 'Nightly ledger cost $5,573 in 30 days, 14% more than in the 30 days before.' */
function headline(study: JobStudy): Line {
  const cost = costFact(study);
  const change = costChangeFact(study);
  const times = costTimesFact(study);
  const start = line`${strong(study.subject)} ${strong(words('cost'))} ${strong(cost)} ${strong(words('in'))} ${strong(periodLength(study))}`;
  const before = words(study.window.days === 1 ? 'on the day before' : 'in the period before');
  if (times)
    return line`${start}${strong(words(', '))}${strong(times)} ${strong(words('as much as'))} ${strong(before)} (${form(previousCostFact(study), 1)})${silentClause(study)}.`;
  if (!change) {
    const isNew = study.window.hasPrevious && totals(study, 'previous').costMicros === 0;
    return line`${start}${isNew ? line`${strong(words(', and nothing'))} ${strong(before)}` : []}${silentClause(study)}.`;
  }
  const value = Number(change.value);
  if (Math.abs(value) < 0.5)
    return line`${start}${strong(words(', as much as'))} ${strong(before)}${silentClause(study)}.`;
  return line`${start}${strong(words(', '))}${strong(form(change, 1))} ${strong(words(value > 0 ? 'more' : 'less'))} ${strong(words('than'))} ${strong(before)} (${previousCostFact(study)})${silentClause(study)}.`;
}

function silentClause(study: JobStudy): Line {
  const text = silenceText(study);
  return text.length > 0 ? line`; ${text}` : [];
}

function rankPoint(study: JobStudy): Line {
  const index = study.peers.findIndex((peer) => `job:${peer.job_id}` === study.subject.ref);
  if (index < 0) return [];
  const rank = study.sheet.add({
    key: 'rank',
    label: 'rank by cost among all jobs',
    value: index + 1,
    unit: 'rank',
    ...from('peers'),
  });
  const jobs = study.sheet.add({
    key: 'jobs.count',
    label: 'jobs with cost in the period',
    value: study.peers.length,
    unit: 'count',
    ...from('peers'),
  });
  const all = study.peers.reduce((sum, peer) => sum + peer.cost_micros, 0);
  const share = study.sheet.add({
    key: 'share',
    label: 'share of all job cost',
    value: significant(ratio(study.peers[index]!.cost_micros * 100, all) ?? 0),
    unit: 'percent',
    ...from('peers'),
  });
  return line`It ranks ${rank} of ${jobs} jobs by cost and makes ${share} of the cost of all jobs.`;
}

function runsPoint(study: JobStudy): Line {
  const runs = countFact(study, 'runs', 'runs started in the period', study.runs.length);
  if (study.runs.length === 0) return line`No run started in the period.`;
  const failedCount = study.runs.filter(isFailed).length;
  const first = line`${runs} ${words(plural(study.runs.length, 'run'))}`;
  const failed = countFact(study, 'runs.failed', 'failed runs', failedCount);
  const before = study.window.hasPrevious
    ? countFact(
        study,
        'runs.failed_before',
        'failed runs in the period before',
        study.previousRuns.filter(isFailed).length,
      )
    : null;
  const minutes = medianMinutes(study.runs);
  const typical =
    minutes === null
      ? []
      : line`; ${words(study.runs.length === 1 ? 'it took' : 'the median run takes')} ${study.sheet.add({ key: 'duration.median', label: 'median duration', value: minutes, unit: 'minutes', ...from('runs') })}${beforeMinutes(study)}`;
  return line`${first}, ${orNone(failed)} failed${before ? line` (${orNone(before)} in the period before)` : []}${typical}.`;
}

function beforeMinutes(study: JobStudy): Line {
  const minutes = medianMinutes(study.previousRuns);
  if (minutes === null) return [];
  return line`, against ${study.sheet.add({ key: 'duration.median_before', label: 'median duration in the period before', value: minutes, unit: 'minutes', scope: scopeBefore(study), ...from('runs') })} before`;
}

function unitPoint(study: JobStudy): Line {
  const { costMicros, dbuMicros } = totals(study, 'current');
  const priced = study.runs.filter((run) => run.cost_micros !== null);
  const perRun = median(priced.map((run) => run.cost_micros!));
  const perDbu = ratio(costMicros, dbuMicros);
  if (perRun === null || perDbu === null) return [];
  const typical = study.sheet.add({
    key: 'cost.per_run',
    label: 'median cost of a run',
    value: Math.round(perRun / 10_000) / 100,
    unit: 'usd',
    ...from('runs'),
  });
  const most = study.sheet.add({
    key: 'cost.max_run',
    label: 'cost of the most expensive run',
    value: Math.round(Math.max(...priced.map((run) => run.cost_micros!)) / 10_000) / 100,
    unit: 'usd',
    ...from('runs'),
  });
  const price = study.sheet.add({
    key: 'cost.per_dbu',
    label: 'cost per DBU',
    value: significant(perDbu),
    unit: 'usd_per_dbu',
    ...from('cost'),
  });
  if (priced.length === 1) return line`A DBU costs ${price}.`;
  return line`A typical run (the median) costs ${typical}, the most expensive one ${most}; a DBU costs ${price} on average.`;
}

function spotPoint(study: JobStudy): Line {
  const pct = spotPct(study);
  if (pct === null) return [];
  const spot = study.sheet.add({
    key: 'spot.pct',
    label: 'share of cost on spot',
    value: pct,
    unit: 'percent',
    ...from('cost'),
  });
  if (pct === 0) return line`Nothing of it runs on spot.`;
  const evictions = countFact(study, 'evictions', 'spot evictions in the period', study.evictions.length);
  if (study.evictions.length === 0) return line`${spot} of the cost is on spot, without an eviction.`;
  return line`${spot} of the cost is on spot, with ${evictions} ${words(plural(study.evictions.length, 'eviction'))}.`;
}

/** Peers: jobs of the same department, or all jobs where it has none. */
export function peersOf(study: JobStudy): { readonly peers: readonly Peer[]; readonly label: string } {
  const department = study.profile_row.department;
  const same = study.peers.filter(
    (peer) => peer.department === department && `job:${peer.job_id}` !== study.subject.ref,
  );
  if (department && same.length >= 3) return { peers: same, label: `the other jobs of ${department}` };
  return {
    peers: study.peers.filter((peer) => `job:${peer.job_id}` !== study.subject.ref),
    label: 'all other jobs',
  };
}

function peersPoint(study: JobStudy): Line {
  const { peers, label } = peersOf(study);
  const rates = peers
    .map((peer) => ratio((peer.failed_runs ?? 0) * 100, (peer.failed_runs ?? 0) + (peer.success_runs ?? 0)))
    .filter((rate) => rate !== null);
  const typical = median(rates);
  const own = failureRatePct(study.runs);
  if (typical === null || own === null) return [];
  const mine = study.sheet.add({
    key: 'failure_rate',
    label: 'failure rate',
    value: own,
    unit: 'percent',
    ...from('runs'),
  });
  const theirs = study.sheet.add({
    key: 'failure_rate.peers',
    label: `median failure rate of ${label}`,
    value: significant(typical),
    unit: 'percent',
    ...from('peers'),
  });
  return line`Its failure rate is ${mine}; the median of ${{ text: label, quoted: true as const }} is ${theirs}.`;
}
