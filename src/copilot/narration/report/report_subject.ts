// A whole report: how it is studied, and who writes its chips.
import { line } from '#src/reports/line.ts';
import { gatherReport, type ReportStudy } from '../../study/report_study.ts';
import { type CardText, defineSubject } from '../../subject.ts';
import { figures } from '../common/figures.ts';
import { counted } from '../common/phrases.ts';
import { adopted } from './adopted.ts';
import { explainReport } from './explain_report.ts';
import { reportChange } from './report_change.ts';
import { sendWeekly } from './send_weekly.ts';
import { whereToSave } from './where_to_save.ts';

export const reportSubject = defineSubject<ReportStudy>({
  type: 'report',
  gather: gatherReport,
  card,
  progress: (study) => {
    const rows = figures(study, 'facts/spend_members').count(
      'rows',
      'rows of the report',
      study.report.rows.length,
    );
    return line`Reading ${counted(rows, 'row')} …`;
  },
  narrators: {
    'understand.explain_report': explainReport,
    'diagnose.report_change': reportChange,
    'optimize.where_to_save': whereToSave,
    'monitor.send_weekly': sendWeekly,
  },
});

function card(study: ReportStudy): CardText {
  return {
    subtitle: adopted(study, study.report.finding),
    figures: study.report.figures.map((figure) => adopted(study, figure)),
    drills: [{ label: study.report.report.menuLabel, entries: study.report.menu.slice(0, 25) }],
    openUrl: null,
  };
}
