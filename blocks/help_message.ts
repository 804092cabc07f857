// How to ask: the reports, the parameters, and what happens after.
import type { AnyReport } from '#src/reports/report.ts';
import { allReportsButton } from './buttons.ts';
import { escapeText } from './data_text.ts';
import { actions, context, section } from './kit.ts';
import type { Message } from './room.ts';

export interface HelpView {
  /** As people type it: '/usage-report'. */
  readonly command: string;
  readonly reports: readonly Pick<AnyReport, 'id' | 'question'>[];
}

export function helpMessage({ command, reports }: HelpView): Message {
  const name = escapeText(command);
  const first = reports[0]?.id ?? 'job_cost';
  return {
    text: `How to use ${name}`,
    blocks: [
      section(
        `*Ask for a report, pick a job, press a chip: the answer comes in the thread, and every figure in it is verified.*`,
      ),
      section(['*Reports*', ...reports.map((r) => `• \`${r.id}\` ${escapeText(r.question)}`)].join('\n')),
      section(
        [
          '*Examples*',
          `• \`${name}\` opens a form`,
          `• \`${name} ${first} last 14 days workspace=prod\``,
          `• \`${name} ${first} last month\`, also this month, last week, this week, last quarter, yesterday`,
          `• \`${name} ${first} from=2026-10-01 to=2026-10-31\``,
          `• \`${name} ${first} department=Finance tag=Critical limit=20\``,
          `• \`${name} ${first} job="Nightly ledger"\``,
          `• \`${name} digest\` posts what changed since the day before`,
        ].join('\n'),
      ),
      context(
        'Days are inclusive and count from the last complete day of the data; without dates it is the last 30 days. Names are written in full, those with spaces in quotes. A mention of the app takes the same words without the command.',
      ),
      actions([allReportsButton()]),
    ],
  };
}
