// Optimize: what would change this job's bill, with the arithmetic shown and what each change risks.
import { ratio } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { type Line, line, strong, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { sizeJudged } from '../common/job_savings.ts';
import { largestPart, periodLength } from '../common/phrases.ts';
import { type Saving, savedMicros, worthFact } from '../common/saving.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { endedAnswer } from './ended.ts';
import { costFact, costOf, countFact, isFailed, totals, usdFact } from './measures.ts';
import { unpricedNote } from './notes.ts';
import {
  downstreamPoint,
  evictionsText,
  familyPoints,
  firstRepair,
  retryPoint,
  shareText,
  spotPoint,
} from './reliability.ts';
import { byMoney, moreSpotPoint, savingPoint, savingsOf, wasteFigures } from './savings.ts';
import { changeFirst, keepSize, smallerSize } from './sizes.ts';

export function cutCost(study: JobStudy): Narration {
  const ended = endedAnswer(study);
  if (ended) return ended;
  const savings = savingsOf(study);
  const spot = moreSpotPoint(study);
  if (savings.length === 0) return nothingToCut(study, spot);
  const largest = byMoney(savings)[0]!;
  const f = wasteFigures(study);
  const largestFirst =
    savings.length > 1
      ? line`, ${largestPart(f, largest.micros, savedMicros(savings))} if you ${largest.action(f)}`
      : line`: ${largest.action(f)}`;
  return draft(
    line`*Up to* ${savedText(study, savings)} *of* ${strong(costFact(study))} *could go*${largestFirst}.`,
    {
      points: [...savings.map((saving) => savingPoint(study, saving)), ...spot],
      next: [cutFirst(savings)],
      notes: [line`Steps of less than ${worthFact(f)} are not named.`, ...unpricedNote(study)],
    },
  );
}

function cutFirst(savings: readonly Saving[]): Line {
  if (savings.length > 1)
    return line`do them in this order: each is computed on what the ones above it leave, so they may be added.`;
  return savings[0]!.key === 'failures'
    ? line`see which errors they are and on which days (*Failures*).`
    : line`do it for one run and compare before rolling it out.`;
}

/** '$1,622' and its share. */
function savedText(study: JobStudy, savings: readonly Saving[]): Line {
  const f = wasteFigures(study);
  const micros = savedMicros(savings);
  const share = f.percent(
    'saving.all.pct',
    'all savings as a share of the cost',
    ratio(micros * 100, totals(study, 'current').costMicros) ?? 0,
  );
  return line`${strong(f.usd('saving.all', 'all savings together', micros))} (${share})`;
}

function nothingToCut(study: JobStudy, spot: readonly Line[]): Narration {
  const headline = line`*No saving of* ${strong(worthFact(wasteFigures(study)))} *or more stands out in this bill:* ${costFact(study)} in ${periodLength(study)}; failures, changes of configuration and idle workers offer less than that, where they can be judged, and less is not worth a person’s time.`;
  const next = [line`look at *Trend*: what a job costs next month depends on how often it runs.`];
  return spot.length > 0 ? draft(headline, { points: spot, next }) : notApplicable(headline, { next });
}

export function rightSize(study: JobStudy): Narration {
  const ended = endedAnswer(study);
  if (ended) return ended;
  const { use } = study;
  if (!use || (use.workers === null && use.cpu_rows === 0))
    return notApplicable(
      line`*There is no size to change:* its runs are serverless, or their nodes are not recorded.`,
      { next: [line`*Cut cost* shows what else can be done.`] },
    );
  const judged = sizeJudged(use);
  const size = savingsOf(study).find(
    (saving) => saving.key === (judged === 'change_first' ? 'revert' : 'size'),
  );
  if (judged === 'smaller' && size) return smallerSize(study, size);
  if (judged === 'change_first' && size) return changeFirst(study, size);
  return keepSize(study);
}

export function reliability(study: JobStudy): Narration {
  const ended = endedAnswer(study);
  if (ended) return ended;
  const failed = study.runs.filter(isFailed);
  if (failed.length === 0 && study.evictions.length === 0) {
    const runs = countFact(study, 'runs', 'runs started in the period', study.runs.length);
    const ran = line`${runs} ${words(plural(study.runs.length, 'run'))}`;
    return notApplicable(line`*Nothing to repair:* ${ran}, no failure, no eviction.`, {
      next: [line`*Trend* tells when that changes.`],
    });
  }
  const lost = costOf(failed);
  const headline =
    failed.length === 0
      ? line`*No run failed,* though ${evictionsText(study)} hit its runs.`
      : line`*Failures cost* ${strong(usdFact(study, 'failed.cost', 'cost of failed runs', lost))}${shareText(study, lost)} *of this job’s bill*.`;
  const points = [...familyPoints(study), ...retryPoint(study), ...spotPoint(study), downstreamPoint(study)];
  return draft(headline, { points: points.filter((point) => point.length > 0), next: [firstRepair(study)] });
}
