import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { answerMessage } from '#blocks/answer_message.ts';
import { allReportsButton, runButton } from '#blocks/buttons.ts';
import { debugDetails } from '#blocks/debug_details.ts';
import { digestMessage } from '#blocks/digest_message.ts';
import { errorMessage } from '#blocks/error_message.ts';
import { helpMessage } from '#blocks/help_message.ts';
import { measuredMessage } from '#blocks/measured_message.ts';
import { mentionReply } from '#blocks/mention_reply.ts';
import { progressLine } from '#blocks/progress_line.ts';
import { type Picture, reportMessage } from '#blocks/report_message.ts';
import { reportPicker } from '#blocks/report_picker.ts';
import { selectionCard } from '#blocks/selection_card.ts';
import { validateBlocks } from '#blocks/validate.ts';
import { plannedMessage, weeklyMessage } from '#blocks/weekly_message.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { REPORTS } from '#src/reports/registry.ts';
import { PILLARS } from '#src/reports/report.ts';
import { digest, jobAnswer, jobCard, REPORT_CHIPS, reportResult, SELECTION, traceOf } from './samples.ts';

const command = '/usage-report';
const value = viewTools.pack(SELECTION)!;

function report(picture: Picture) {
  const view = { result: reportResult(), selection: SELECTION, chips: REPORT_CHIPS, picture, command };
  return reportMessage(view, viewTools).blocks;
}

const file: Picture = {
  kind: 'file',
  fileId: 'F0A1B2C3D4E',
  altText: 'Bars: cost per job, Nightly ledger first with $11,790',
};
const filters = { workspaces: ['dev', 'prod', 'staging'], departments: ['Finance', 'Marketing'] };
const nearest = { report: REPORTS[0]!, value, line: `${command} job_cost last 14 days workspace=prod` };

const MESSAGES: Readonly<Record<string, readonly KnownBlock[]>> = {
  report_message: report(file),
  report_message_as_table: report({
    kind: 'table',
    reason: 'The chart could not be attached (Slack refused the file).',
  }),
  report_message_words_only: report({ kind: 'none', reason: 'The chart could not be attached.' }),
  selection_card: selectionCard(jobCard(), viewTools).blocks,
  answer_message: answerMessage({ answer: jobAnswer(), answerId: '5f1c0c2e9a7d4b10' }, viewTools).blocks,
  progress_line: progressLine('Reading 31 runs ...').blocks,
  digest_message: digestMessage(digest(), viewTools).blocks,
  debug_details: debugDetails({ trace: traceOf(), answerId: '5f1c0c2e9a7d4b10', votes: { up: 2, down: 1 } })
    .message.blocks,
  help_message: helpMessage({ command, reports: REPORTS }).blocks,
  error_unknown_report: errorMessage(
    {
      message: 'There is no report "jobb_cost". Did you mean "job_cost"?',
      line: `${command} job_cost last 14 days workspace=prod`,
    },
    [runButton('job_cost', value), allReportsButton()],
  ).blocks,
  error_unexpected: errorMessage({
    message: 'Something went wrong on our side (reference 7be1d0).',
    kept: 'Nothing was changed.',
    next: 'Try again; if it stays, give the reference to whoever runs this app.',
  }).blocks,
  mention_reply: mentionReply({ command, nearest }).blocks,
  mention_reply_without_report: mentionReply({ command, nearest: null }).blocks,
  report_picker: reportPicker({ reports: REPORTS, pillars: PILLARS, filters, metadata: '{}' })
    .blocks as KnownBlock[],
  measured_message: measuredMessage('Job cost', '# Job cost\n\nWhich jobs cost how much.').blocks,
  planned_report: plannedMessage(
    { text: '', blocks: report(file) },
    {
      scheduleId: 'S0a1b2c3d4e5f',
      when: 'Mondays at 09:00',
      zone: 'Europe/Berlin',
      stale: { day: '31 Oct', ageDays: 23 },
    },
  ).blocks,
  weekly_message: weeklyMessage({
    scheduleId: 'S0a1b2c3d4e5f',
    reportTitle: 'Job cost',
    time: '09:00',
    zone: 'Europe/Berlin',
    added: true,
    scope: 'last 30 days, workspace prod',
  }).blocks,
};

describe('messages as people see them', () => {
  it.each(Object.entries(MESSAGES))('%s is as agreed and within limits', async (name, blocks) => {
    expect(validateBlocks(blocks, name === 'report_picker' ? 'view' : 'message')).toEqual([]);
    const text = `${JSON.stringify({ blocks }, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../golden/blocks/${name}.json`);
  });
});
