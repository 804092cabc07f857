// The selection behind a report that has been run, as its buttons carry it.
import type { ReportResult } from '#src/reports/report.ts';
import type { Selection } from './selection.ts';

/** The period is always explicit: a button pressed next week still means these days. */
export function selectionOf({ report, params }: Pick<ReportResult, 'report' | 'params'>): Selection {
  const { from, to, workspace, department, tag, job, limit } = params;
  return {
    report: report.id,
    from,
    to,
    workspace: workspace ?? undefined,
    department: department ?? undefined,
    tag: tag ?? undefined,
    job: job ?? undefined,
    limit: limit ?? undefined,
  };
}
