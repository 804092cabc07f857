// What can be said of one run: what it was, what it cost, how it differs from the usual run, what went wrong.
import { errorFamily } from '#src/lib/error_families.ts';
import { type EntityName, form, type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { RunStudy } from '../../study/run_study.ts';
import { figures } from '../common/figures.ts';
import { counted, listed, said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { costFact, costMicros, durationFact, good, isBad, siblings, usual } from './run_measures.ts';
import {
  attemptsPoint,
  cpuPoint,
  errorPoint,
  evictionPoint,
  sizePoint,
  spotPoint,
  statusWords,
  unpriced,
  usualCost,
  usualDuration,
} from './run_points.ts';

export function jobName(study: RunStudy): EntityName {
  return { ref: `job:${study.run.job_id}`, name: study.run.job_name ?? 'an unknown job' };
}

/** 'took 58 min and cost $410': what is known of it. */
function effort(study: RunStudy): Line {
  const duration = durationFact(study);
  const cost = costFact(study);
  if (duration && cost) return line` after ${strong(duration)}; it cost ${strong(cost)}`;
  if (duration) return line` after ${strong(duration)}; it has no usage of its own`;
  return cost ? line`; it has cost ${strong(cost)} so far` : line`; neither a duration nor usage is recorded`;
}

export function explain(study: RunStudy): Narration {
  const points = said([
    usualDuration(study),
    usualCost(study),
    sizePoint(study),
    errorPoint(study),
    attemptsPoint(study),
    evictionPoint(study),
  ]);
  return draft(line`${strong(study.subject)} ${strong(statusWords(study))}${effort(study)}.`, {
    points,
    next: [next(study)],
    notes: unpriced(study),
  });
}

export function drivers(study: RunStudy): Narration {
  const cost = costFact(study);
  if (!cost)
    return notApplicable(line`*Nothing was billed for this run,* or its usage has not arrived.`, {
      next: [line`look at the job instead: ${jobName(study)}.`],
    });
  const usage = figures(study, 'facts/run_usage');
  const skus = study.usage.map(
    (row, i) =>
      line`${quote(row.compute_sku)} ${usage.usd(`sku.${i}.cost`, `cost on ${row.compute_sku}`, row.cost_micros)} for ${usage.dbu(`sku.${i}.dbu`, `DBUs on ${row.compute_sku}`, row.dbu_micros / 1e6)}`,
  );
  const points = said([
    line`Billed as ${listed(skus)}.`,
    usualCost(study),
    usualDuration(study),
    sizePoint(study),
    cpuPoint(study),
  ]);
  return draft(line`${strong(study.subject)} *cost* ${strong(cost)}${rankClause(study)}.`, {
    points,
    next: [next(study)],
    notes: unpriced(study),
  });
}

function rankClause(study: RunStudy): Line {
  const own = costMicros(study);
  const priced = study.siblings.filter((item) => item.cost_micros !== null);
  if (own === null || priced.length < 3) return [];
  const dearer = priced.filter((item) => item.cost_micros! > own).length;
  return line`, rank ${siblings(study).rank('rank', 'rank by cost among the runs of the month', dearer + 1)} of ${siblings(study).count('runs', 'runs compared', priced.length + 1)} in the month up to it`;
}

export function whatChanged(study: RunStudy): Narration {
  const points = said([
    usualCost(study),
    usualDuration(study),
    sizePoint(study),
    spotPoint(study),
    errorPoint(study),
  ]);
  const typical = usual(study, (item) => item.cost_micros);
  const own = costMicros(study);
  if (good(study).length < 3)
    return notApplicable(
      line`*Too few good runs to compare with:* the job needs three in the month before this one.`,
      { points, next: [line`look at the job instead: ${jobName(study)}.`] },
    );
  if (typical === null || own === null)
    return draft(line`${strong(study.subject)} ${strong(statusWords(study))}; its cost cannot be compared.`, {
      points,
      next: [next(study)],
    });
  const difference = siblings(study).usdDelta('difference', 'cost against the usual run', own - typical);
  const more = own >= typical ? 'more' : 'less';
  return draft(
    line`${strong(study.subject)} *cost* ${strong(form(difference, 1))} ${strong(words(more))} *than a usual run of this job* (${siblings(study).usd('cost.usual', 'median cost of good runs in the month before', typical)}).`,
    { points, next: [next(study)], notes: unpriced(study) },
  );
}

export function failures(study: RunStudy): Narration {
  if (!isBad(study))
    return notApplicable(line`*Nothing failed:* this run ${statusWords(study)}.`, {
      points: said([attemptsPoint(study)]),
      next: [line`*What changed?* compares it with the usual run.`],
    });
  const family = errorFamily(study.run.error_summary);
  const recent = study.siblings.filter((item) => item.run_status === 'FAILED');
  const count = siblings(study).count('failed.before', 'failed runs in the month before', recent.length);
  const points = said([
    errorPoint(study),
    line`In the month before it, ${counted(count, 'run')} of this job failed.`,
    attemptsPoint(study),
    evictionPoint(study),
    usualDuration(study),
  ]);
  return draft(
    line`${strong(study.subject)} *failed:* ${quote(family.name.toLowerCase())}${effort(study)}.`,
    {
      points,
      next: [
        line`${words(family.remedy.slice(0, 1).toLowerCase() + family.remedy.slice(1))} *Failures* of the job ${jobName(study)} shows whether it repeats.`,
      ],
    },
  );
}

export function spotEvictions(study: RunStudy): Narration {
  const evictions = study.events.filter((event) => event.event_type === 'SPOT_EVICTION');
  const share = spotPoint(study);
  if (evictions.length === 0)
    return notApplicable(line`*This run lost no spot capacity.*`, {
      points: said([share]),
      next: [line`*Spot and evictions* of the job ${jobName(study)} covers all its runs.`],
    });
  const f = figures(study, 'facts/run_events');
  const times = evictions
    .slice(0, 5)
    .map(
      (event, i) =>
        line`${f.time(`eviction.${i}.time`, 'time of an eviction', event.event_time)} (${quote((event.eviction_reason ?? 'no reason recorded').toLowerCase().replaceAll('_', ' '))}${event.eviction_action ? line`, ${quote(event.eviction_action.toLowerCase().replaceAll('_', ' '))}` : []})`,
    );
  const count = f.count('evictions', 'spot evictions in the run', evictions.length);
  return draft(line`${strong(counted(count, 'spot eviction'))} *in this run,* which ${statusWords(study)}.`, {
    points: said([line`At ${listed(times)}.`, share, usualDuration(study)]),
    next: [line`*Spot and evictions* of the job ${jobName(study)} sets their cost against on demand.`],
  });
}

export function nextSteps(study: RunStudy): Narration {
  const isUsual = !isBad(study) && study.self.evictions === 0;
  if (isUsual)
    return draft(line`*Nothing to do:* ${study.subject} ${statusWords(study)}${effort(study)}.`, {
      points: said([usualDuration(study), usualCost(study)]),
      next: [line`look at the job rather than this run: ${jobName(study)}.`],
    });
  return draft(line`${strong(study.subject)} ${strong(statusWords(study))}${effort(study)}.`, {
    points: said([errorPoint(study), attemptsPoint(study), evictionPoint(study)]),
    next: [next(study)],
  });
}

function next(study: RunStudy): Line {
  if (isBad(study))
    return line`see what failed (*Failures*), then whether it repeats on the job ${jobName(study)}.`;
  if (study.self.evictions > 0) return line`look at *Spot and evictions* of the job ${jobName(study)}.`;
  return line`*What changed?* compares it with the usual run; ${jobName(study)} has the whole picture.`;
}
