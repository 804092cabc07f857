// Every report, by hand: what is not listed here does not exist.
import { UserError } from '#src/lib/errors.ts';
import { nearest } from '#src/lib/text.ts';
import { computeTypeCost } from './catalog/compute_type_cost.ts';
import { costChange } from './catalog/cost_change.ts';
import { jobCost } from './catalog/job_cost.ts';
import { jobCostPareto } from './catalog/job_cost_pareto.ts';
import { spotRiskByJob } from './catalog/spot_risk_by_job.ts';
import type { AnyReport } from './report.ts';

export const REPORTS: readonly AnyReport[] = [
  jobCost,
  computeTypeCost,
  jobCostPareto,
  spotRiskByJob,
  costChange,
];

/** Throws UserError 'unknown_report' naming the nearest one. */
export function reportById(id: string): AnyReport {
  const found = REPORTS.find((report) => report.id === id);
  if (found) return found;
  const close = nearest(
    id,
    REPORTS.map((report) => report.id),
  );
  throw new UserError({
    code: 'unknown_report',
    message: `There is no report "${id.slice(0, 60)}".${close ? ` Did you mean "${close}"?` : ''}`,
    next: `The reports are: ${REPORTS.map((report) => report.id).join(', ')}.`,
  });
}
