// Understand: what a report shows, what stands out in it, and how to read it.
import { ratio } from '#src/lib/stats.ts';
import { MANY_TIMES_PCT } from '#src/reports/changes.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import { filterLines } from '#src/reports/scope.ts';
import { CHANGE_REPORT, type ReportStudy, SPOT_REPORT, TYPES_REPORT } from '../../study/report_study.ts';
import { figures } from '../common/figures.ts';
import { listed, periodBefore, said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { adopted, plain } from './adopted.ts';
import { pick } from './pick.ts';
import { movesOfReport } from './report_change.ts';

/** How each chart is read, without figures. */
const READING: Readonly<Record<string, string>> = {
  job_cost:
    'Each bar is a job, the largest on top; its two colours are spot and on-demand and add up to its cost. A grey bar at the end holds the rest where not all have one.',
  compute_type_cost: 'Each bar is a type of compute; together they are all the cost the report covers.',
  job_cost_pareto:
    'The bars are jobs, the largest first; the line is the share of the cost reached so far. Where it crosses the mark, the few end and the many begin.',
  spot_risk_by_job:
    'Each point is a job: further right means more of its cost on spot, higher means more cost, larger means more evictions; the colour says how often its runs fail.',
};

export function explainReport(study: ReportStudy): Narration {
  const { report } = study;
  if (report.rows.length === 0) {
    return notApplicable(adopted(study, study.report.finding), {
      next: [line`drop a filter or choose other days.`],
    });
  }
  return draft(plain(adopted(study, report.finding)), {
    points: said([
      scopePoint(study),
      figuresPoint(study),
      standoutPoint(study),
      [words(READING[report.report.id] ?? report.report.question)],
      countingPoint(study),
    ]),
    next: [next(study)],
    notes: report.notes.map((note) => adopted(study, note)),
  });
}

function scopePoint(study: ReportStudy): Line {
  const f = figures(study, 'facts/spend_members');
  const from = f.day('from', 'first day of the period', study.params.from);
  const to = f.day('to', 'last day of the period', study.params.to);
  const { scope, report } = study.report;
  const days = study.window.days === 1 ? line`on ${to}` : line`from ${from} to ${to}`;
  const only =
    scope.filters.length === 0 ? line` in all workspaces` : line`, only ${listed(filterLines(scope))}`;
  const cut = scope.shown === null ? [] : line` A limit cuts its rows; totals and shares cover everything.`;
  return line`It answers: ${quote(report.question)} It covers usage ${days}${only}.${cut}`;
}

function figuresPoint(study: ReportStudy): Line {
  const items = study.report.figures.map((figure) => plain(adopted(study, figure)));
  return items.length === 0
    ? []
    : line`In figures: ${items.flatMap((item, i) => (i === 0 ? item : [{ text: '; ' }, ...item]))}.`;
}

/** Who moved most, because a report shows who is large and not who grew. */
function standoutPoint(study: ReportStudy): Line | null {
  if (!study.window.hasPrevious) return null;
  const top = movesOfReport(study).movers.find((mover) => mover.named.entity !== null);
  if (!top) return null;
  const measured =
    study.report.report.id === SPOT_REPORT ? 'Cost on spot moved most' : 'Moved most in dollars';
  const f = figures(study, 'facts/spend_members').of(top.named.ref);
  const change = f.usdDelta('moved', 'change on the period before', top.now - top.before);
  const pct = ratio((top.now - top.before) * 100, top.before);
  const share =
    pct !== null && pct >= MANY_TIMES_PCT
      ? []
      : pct === null
        ? line`, new in this period`
        : line` (${f.percentDelta('moved.pct', 'relative change on the period before', pct)})`;
  return line`${words(measured)} against ${periodBefore(study)}: ${top.named.label}, ${change}${share}.`;
}

function countingPoint(study: ReportStudy): Line {
  const { report, costBasis, rows } = study.report;
  const basis = quote(costBasis);
  if (report.id === TYPES_REPORT) return line`Cost counts by usage date (${basis}), one row per type.`;
  if (report.id === CHANGE_REPORT)
    return line`Cost counts by usage date (${basis}), runs by their start; one row per job, warehouse, cluster and product, with the terms of its change.`;
  const unknown = rows.some((row) => row.job_id === null)
    ? line`; usage whose job is unknown is the row Unattributed`
    : [];
  const spot = report.id === SPOT_REPORT ? line` Spot cost is the cost of a run times its spot ratio.` : [];
  return line`Cost counts by usage date (${basis}), runs by their start; the failure rate is the failed among the runs that succeeded or failed. One row per job${unknown}.${spot}`;
}

function next(study: ReportStudy): Line {
  const movers = study.window.hasPrevious ? movesOfReport(study).movers : [];
  const rose = movers.find((mover) => mover.now > mover.before && mover.named.entity !== null)?.named.entity;
  if (rose) return line`${pick(study, rose)}, the largest rise (*What changed?* lists the others).`;
  const top = study.members.find(({ entity, member }) => entity !== null && member.cost_micros > 0)?.entity;
  return top
    ? line`${pick(study, top)}, the largest entry.`
    : line`see what came and went (*What changed?*).`;
}
