// The savings this job offers: the same model, on the same rows, as in the reports.
import type { Line } from '#src/reports/line.ts';
import { line } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { type Figures, figures } from '../common/figures.ts';
import { jobSavings } from '../common/job_savings.ts';
import { capital } from '../common/phrases.ts';
import type { Saving } from '../common/saving.ts';
import { machinePremise, moreSpot, notInThisBill } from '../common/spot_estimate.ts';

/** In the order they should be done, so that they may be added. */
export function savingsOf(study: JobStudy): Saving[] {
  return study.use ? jobSavings(study.use) : [];
}

/** Largest first. */
export function byMoney(savings: readonly Saving[]): Saving[] {
  return [...savings].sort((a, b) => b.micros - a.micros || (a.key < b.key ? -1 : 1));
}

/** What the sums of savings are bound to. */
export function wasteFigures(study: JobStudy): Figures {
  return figures(study, 'facts/job_waste');
}

/** What more spot would do to the machine bill; null where there is no room for it. */
export function spotEstimate(study: JobStudy): Saving | null {
  return study.use && moreSpot(study.use, study.settings.spotDiscount);
}

/** Said apart, after the savings, because it is an estimate about another bill. */
export function moreSpotPoint(study: JobStudy): Line[] {
  const more = spotEstimate(study);
  if (!more) return [];
  const f = wasteFigures(study);
  return [
    line`Not in this bill: ${notInThisBill()}. An estimate, ${machinePremise()}: ${more.action(f)}; ${more.sums(f)} off the machine bill. Risk: ${more.risk(f)}.`,
  ];
}

export function savingPoint(study: JobStudy, saving: Saving): Line {
  const f = wasteFigures(study);
  return line`${capital(saving.action(f))}: ${saving.sums(f)}. Risk: ${saving.risk(f)}.`;
}
