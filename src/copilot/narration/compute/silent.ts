// What every chip says about a warehouse or cluster that was not billed in the period.
import { line, words } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import type { StudyBase } from '../../study/study.ts';
import { type Narration, notApplicable } from '../draft.ts';
import { previousCostFact, totals } from './compute_measures.ts';

export function isSilent(study: ComputeStudy): boolean {
  const now = totals(study, 'current');
  return now.costMicros === 0 && now.unpriced === 0;
}

export function silent(study: ComputeStudy): Narration {
  const before = totals(study, 'previous').costMicros;
  const past = before > 0 ? line` It cost ${previousCostFact(study)} in the period before.` : [];
  return notApplicable(line`Nothing was billed for ${study.subject} in the period.${past}`, {
    next: [
      line`choose ${words(otherPeriod(study))}, or look at the others of its kind in *Cost by compute type*.`,
    ],
  });
}

/** In which direction there are data. */
export function otherPeriod({ params, profile }: StudyBase): string {
  return profile.firstDay !== null && params.to < profile.firstDay ? 'a later period' : 'another period';
}
