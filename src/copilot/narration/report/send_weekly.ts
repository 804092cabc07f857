// Monitor: what a weekly message of this report would hold.
import { type Line, line } from '#src/reports/line.ts';
import type { ReportStudy } from '../../study/report_study.ts';
import { figures } from '../common/figures.ts';
import { counted, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { adopted, plain } from './adopted.ts';

export function sendWeekly(study: ReportStudy): Narration {
  const days = counted(
    figures(study, 'facts/spend_members').days('window.days', 'days in the period', study.window.days),
    'day',
  );
  return draft(
    line`${study.subject} can be sent to a channel every Monday morning, each time over the last ${days} of complete data.`,
    {
      points: said([
        nowPoint(study),
        line`It keeps its filters, and posts once per Monday even when the app restarts or runs more than once.`,
      ]),
      next: [
        line`press *Send this weekly* under the report in the channel that should get it; the same message has the button that ends it.`,
      ],
    },
  );
}

/** Today's message as an example. */
function nowPoint(study: ReportStudy): Line {
  if (study.report.rows.length === 0) return line`With today's data it would say that nothing was billed.`;
  return line`With today's data it would begin: ${plain(adopted(study, study.report.finding))}`;
}
