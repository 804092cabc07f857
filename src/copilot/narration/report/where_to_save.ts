// Optimize: the largest savings in a report, each with current, changed, difference and risk.
import { ratio } from '#src/lib/stats.ts';
import { type Line, line } from '#src/reports/line.ts';
import { type ReportStudy, SPOT_REPORT } from '../../study/report_study.ts';
import { figures } from '../common/figures.ts';
import {
  bySize,
  fleetLevers,
  jobLevers,
  type Lever,
  leverLine,
  notable,
  restOfLevers,
  shortLever,
  totalMicros,
} from '../common/levers.ts';
import { said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { pick } from './pick.ts';
import { spotLevers } from './spot_levers.ts';

const SHOWN = 5;

function leversOf(study: ReportStudy): Lever[] {
  if (study.report.report.id === SPOT_REPORT) return spotLevers(study);
  return bySize([...jobLevers(study.jobs), ...study.fleets.flatMap((fleet) => fleetLevers(study, fleet))]);
}

export function whereToSave(study: ReportStudy): Narration {
  const levers = leversOf(study);
  const [top] = levers;
  if (!top) return nothing(study);
  const shown = notable(levers, SHOWN);
  return draft(line`The largest saving in this report is at ${shortLever(study, top)}.`, {
    points: said([
      ...shown.map((lever) => leverLine(study, lever)),
      restOfLevers(study, levers.slice(shown.length)),
      totalPoint(study, levers),
    ]),
    next: [line`${pick(study, top.entity)} and press *Cut cost*: it has what speaks against as well.`],
    notes: notes(study),
  });
}

function totalPoint(study: ReportStudy, levers: readonly Lever[]): Line | null {
  const cost = study.members.reduce((sum, { member }) => sum + member.cost_micros, 0);
  const share = ratio(totalMicros(levers) * 100, cost);
  if (study.report.report.id === SPOT_REPORT || levers.length < 2 || share === null) return null;
  const f = figures(study, 'facts/spend_members');
  return line`All of them together: up to ${f.usd('savings.all', 'all savings together', totalMicros(levers))} of the ${f.usd('total', 'total of the period', cost)} (${f.percent('savings.pct', 'all savings as a share of the cost', share)}).`;
}

function notes(study: ReportStudy): Line[] {
  const added = line`Savings of one job or warehouse are computed one after another, so they may be added; each is the most it could be in such a period.`;
  return study.report.report.id === SPOT_REPORT
    ? [
        line`DBU list prices are the same on spot: these sums are estimates about the machine price, with the spot discount as a setting, and show on the cloud bill.`,
      ]
    : [
        added,
        line`Spot is not in this list: DBU list prices are the same on spot, its saving is on the cloud bill (*Spot and evictions* of a job).`,
      ];
}

function nothing(study: ReportStudy): Narration {
  const why =
    study.report.report.id === SPOT_REPORT
      ? line`no evicted job loses more than on-demand would cost, and no calm job has much on demand`
      : line`failed runs cost less than a dollar, CPU is near what is aimed for where it is measured, and auto-stop is short where it is recorded`;
  return notApplicable(line`No saving stands out in ${study.subject}: ${why}.`, {
    next: [line`ask whether the largest entry is still needed (*Explain this report* names it).`],
  });
}
