// What can be said of one run, each chip its own: what it was, what it cost, what went wrong, what is left to do.
import { errorFamily } from '#src/lib/error_families.ts';
import { skuName } from '#src/lib/sku_names.ts';
import { ratio, sum } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line, quote, strong, words } from '#src/reports/line.ts';
import type { RunStudy } from '../../study/run_study.ts';
import { figures } from '../common/figures.ts';
import { counted, listed, said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { hourly, isSame } from './run_change.ts';
import {
  costFact,
  costMicros,
  durationFact,
  isBad,
  sameFailures,
  siblings,
  usualRun,
} from './run_measures.ts';
import {
  attemptsPoint,
  computePoint,
  cpuPoint,
  errorPoint,
  evictionPoint,
  jobName,
  reachedPoint,
  recurrencePoint,
  spotPoint,
  statusWords,
  unpriced,
  usualPoint,
} from './run_points.ts';

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
    usualPoint(study),
    computePoint(study),
    isBad(study) ? line`It ended with ${familyName(study)} (*Failures* has the message).` : null,
    attemptsPoint(study),
    evictionPoint(study),
  ]);
  return draft(line`${strong(study.subject)} ${strong(statusWords(study))}${effort(study)}.`, {
    points,
    next: [next(study)],
    notes: unpriced(study),
  });
}

function familyName(study: RunStudy) {
  return quote(errorFamily(study.run.error_summary).name.toLowerCase());
}

/** Where to look first: at what failed, at what was taken away, at what differs, else at the job. */
function next(study: RunStudy): Line {
  if (isBad(study)) return line`see what failed and what helps (*Failures*).`;
  if (study.self.evictions > 0) return line`see what the evictions did (*Spot and evictions*).`;
  const [own, middle] = [costMicros(study), usualRun(study)];
  if (own !== null && middle && !isSame(own, middle.cost_micros) && own > middle.cost_micros)
    return line`see why it cost more than a usual run (*What changed?*).`;
  return line`nothing in this run; ${jobName(study)} has the whole picture.`;
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
      line`${usage.dbu(`sku.${i}.dbu`, `DBUs of a SKU`, row.dbu_micros / 1e6)} of ${quote(skuName(row.compute_sku))}${priceOf(study, i)}`,
  );
  const points = said([
    line`Billed: ${listed(skus)}.`,
    hourlyPoint(study),
    cpuPoint(study),
    dearestPoint(study),
  ]);
  return draft(line`${strong(study.subject)} *cost* ${strong(cost)}${rankClause(study)}.`, {
    points,
    next: [line`see what differs from a usual run (*What changed?*).`],
    notes: unpriced(study),
  });
}

function priceOf(study: RunStudy, index: number): Line {
  const row = study.usage[index]!;
  const price = ratio(row.cost_micros, row.dbu_micros);
  const f = figures(study, 'facts/run_usage');
  const cost = f.usd(`sku.${index}.cost`, 'cost of a SKU', row.cost_micros);
  return price === null
    ? line` (${cost})`
    : line` at ${f.price(`sku.${index}.price`, 'price per DBU of a SKU', price)} each (${cost})`;
}

/** Cost is hours times DBUs per hour times price. */
function hourlyPoint(study: RunStudy): Line | null {
  const perHour = hourly(sum(study.usage.map((row) => row.dbu_micros)), study.run.duration_ms);
  const duration = durationFact(study);
  if (perHour === null || duration === null) return null;
  return line`It ran ${duration} and burnt ${siblings(study).dbu('hourly', 'DBUs per hour of the run', perHour)} an hour.`;
}

function dearestPoint(study: RunStudy): Line | null {
  const priced = study.siblings.filter((item) => item.cost_micros !== null);
  const top = [...priced].sort(
    (a, b) => b.cost_micros! - a.cost_micros! || compareText(a.job_run_id, b.job_run_id),
  )[0];
  if (!top || priced.length < 3 || top.cost_micros! <= (costMicros(study) ?? 0)) return null;
  const f = siblings(study);
  return line`The dearest run of the month before it cost ${f.usd('top.cost', 'cost of the dearest run', top.cost_micros!)} on ${f.day('top.day', 'day of the dearest run', top.start_time.slice(0, 10))}.`;
}

function rankClause(study: RunStudy): Line {
  const own = costMicros(study);
  const priced = study.siblings.filter((item) => item.cost_micros !== null);
  if (own === null || priced.length < 3) return [];
  const dearer = priced.filter((item) => item.cost_micros! > own).length;
  return line`, rank ${siblings(study).rank('rank', 'rank by cost among the runs of the month', dearer + 1)} of ${siblings(study).count('runs', 'runs compared', priced.length + 1)} in the month up to it`;
}

export function failures(study: RunStudy): Narration {
  if (!isBad(study))
    return notApplicable(line`*Nothing failed:* this run ${statusWords(study)}.`, {
      points: said([attemptsPoint(study)]),
      next: [line`*Failures* of the job ${jobName(study)} covers all its runs.`],
    });
  const { id, remedy } = errorFamily(study.run.error_summary);
  return draft(line`${strong(study.subject)} *failed:* ${strong(familyName(study))}.`, {
    points: said([errorPoint(study), reachedPoint(study), lostPoint(study), recurrencePoint(study)]),
    errorFamily: id,
    next: [
      line`${words(lowerFirst(remedy))} *Failures* of the job ${jobName(study)} shows how often it happens.`,
    ],
  });
}

function lostPoint(study: RunStudy): Line | null {
  const cost = costFact(study);
  return cost && line`What it had cost by then, ${cost}, bought no result.`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

export function spotEvictions(study: RunStudy): Narration {
  const evictions = study.events.filter((event) => event.event_type === 'SPOT_EVICTION');
  const share = spotPoint(study);
  if (evictions.length === 0)
    return notApplicable(line`*This run lost no spot capacity,* as far as evictions are recorded.`, {
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
  const more = evictions.length - times.length;
  const count = f.count('evictions', 'spot evictions in the run', evictions.length);
  const rest = more === 0 ? [] : line`, and ${f.count('evictions.more', 'evictions not listed', more)} more`;
  return draft(line`${strong(counted(count, 'spot eviction'))} *in this run,* which ${statusWords(study)}.`, {
    points: said([line`At ${more === 0 ? listed(times) : commas(times)}${rest}.`, share]),
    next: [line`*Spot and evictions* of the job ${jobName(study)} sets their cost against on demand.`],
  });
}

function commas(items: readonly Line[]): Line {
  return items.flatMap((item, i) => (i === 0 ? [...item] : [{ text: ', ' }, ...item]));
}

export function nextSteps(study: RunStudy): Narration {
  if (isBad(study)) return afterFailure(study);
  const [own, middle] = [costMicros(study), usualRun(study)];
  const isDear = own !== null && middle && own > middle.cost_micros && !isSame(own, middle.cost_micros);
  if (study.self.evictions > 0 || isDear)
    return draft(line`*Nothing to repair:* ${study.subject} ${statusWords(study)}.`, {
      points: said([evictionPoint(study)]),
      next: [next(study)],
    });
  return draft(line`*Nothing to do:* ${study.subject} ${statusWords(study)} at a usual cost.`, {
    next: [line`look at the job rather than at this run: ${jobName(study)}.`],
  });
}

/** Is its work done by now, and does the cause come back? */
function afterFailure(study: RunStudy): Narration {
  const later = study.attempts.filter((attempt) => attempt.direction === 'later');
  const rescued = later.some((attempt) => attempt.run_status === 'SUCCESS');
  const isKnown = !study.profile.absent.includes('job_runs.retry_of_run_id');
  const repeats = sameFailures(study).length > 0;
  const work = rescued
    ? line`Its work is done: a later attempt went through, so nothing has to run again.`
    : line`${words(isKnown ? 'No later attempt of it went through' : 'Later attempts are not recorded')}: check its result, and repair the run if it is missing.`;
  const cause = repeats
    ? line`The cause comes back: earlier runs failed with ${familyName(study)} too, so treat it on the job.`
    : line`No run of the month before failed with ${familyName(study)}: one failure may pass by itself.`;
  const remedy = words(lowerFirst(errorFamily(study.run.error_summary).remedy));
  return draft(
    line`${strong(study.subject)} *failed;* ${strong(words(rescued ? 'what is left is the cause.' : 'first see whether its work is done.'))}`,
    {
      points: [work, cause],
      next: [
        repeats
          ? line`${remedy}`
          : line`watch the next run of ${jobName(study)}; if it fails alike, ${remedy}`,
      ],
    },
  );
}
