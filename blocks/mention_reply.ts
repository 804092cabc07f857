// The answer to a mention or a direct message: what this app does, and the report that comes nearest to what was asked.
import type { AnyReport } from '#src/reports/report.ts';
import { allReportsButton, helpButton, runButton } from './buttons.ts';
import { escapeText } from './data_text.ts';
import { copyable } from './error_message.ts';
import { actions, section } from './kit.ts';
import type { Message } from './room.ts';

export interface MentionView {
  readonly command: string;
  /** null when nothing comes near. */
  readonly nearest: {
    readonly report: Pick<AnyReport, 'id' | 'title' | 'question'>;
    /** null when its filters do not work or do not fit into a button. */
    readonly value: string | null;
    /** As a command, with the filters that were typed. */
    readonly line: string;
  } | null;
}

const ABOUT =
  'I post reports on what Databricks costs and why: a chart with a finding, then answers in its thread, every figure verified.';

export function mentionReply({ command, nearest }: MentionView): Message {
  const name = escapeText(command);
  const text = nearest
    ? `*The nearest report is ${escapeText(nearest.report.title)}:* ${escapeText(nearest.report.question)}${copied(nearest.line)}`
    : `*Ask for a report:* \`${name}\` opens a form.`;
  const run = nearest && nearest.value !== null ? [runButton(nearest.report.id, nearest.value)] : [];
  return {
    text: nearest ? `The nearest report is ${escapeText(nearest.report.title)}. ${ABOUT}` : ABOUT,
    blocks: [section(text), section(ABOUT), actions([...run, allReportsButton(), helpButton()])],
  };
}

function copied(line: string): string {
  const text = copyable(line);
  return text && `\n${text}`;
}
