// Where spot capacity could cost less on the machine bill: jobs whose losses cost more than on demand would, and calm jobs with room for more.
import type { ReportStudy } from '../../study/report_study.ts';
import { bySize, jobNames, type Lever, leverOf } from '../common/levers.ts';
import { isCalm, isStream, leaveSpot, moreSpot } from '../common/spot_estimate.ts';

export interface SpotLevers {
  /** The most money first. */
  readonly levers: readonly Lever[];
  /** Jobs with room for spot that are left out: always on, or disturbed already. */
  readonly streams: number;
  readonly disturbed: number;
}

export function spotLevers(study: ReportStudy): SpotLevers {
  const names = jobNames(study.jobs);
  const discount = study.settings.spotDiscount;
  const found = study.jobs.map((use, i) => {
    const leave = leaveSpot(use, discount);
    const more = leave ? null : moreSpot(use, discount);
    return { use, leave, more, name: names[i]! };
  });
  const roomy = found.filter(({ more }) => more !== null);
  return {
    levers: bySize(
      found.flatMap(({ use, leave, more, name }) => {
        const saving = leave ?? (isCalm(use) ? more : null);
        return saving ? [leverOf(name, saving)] : [];
      }),
    ),
    streams: roomy.filter(({ use }) => isStream(use)).length,
    disturbed: roomy.filter(({ use }) => !isStream(use) && !isCalm(use)).length,
  };
}
