// Runs what a person asked for; when it cannot run, says so privately with what would have worked, all other filters kept.
import type { Button } from '@slack/types';
import { allReportsButton, choiceButton, runButton } from '#blocks/buttons.ts';
import { selectionOf } from '#src/copilot/selection/selection_of.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { type Choice, UserError } from '#src/lib/errors.ts';
import { nearest } from '#src/lib/text.ts';
import type { RawParams } from '#src/reports/params.ts';
import type { AnyReport } from '#src/reports/report.ts';
import { commandLine } from './command_line.ts';
import { COMMAND, deliverReport } from './deliver.ts';
import { nearestReport } from './nearest_report.ts';
import type { SlackParts } from './parts.ts';
import { type Turn, tell, type WayOut } from './turn.ts';

export interface Asked {
  /** As typed. */
  readonly report: string;
  readonly raw: RawParams;
}

/** Never throws. `command` as it is called in this workspace. */
export async function runAsked(turn: Turn, asked: Asked, command: string = COMMAND): Promise<boolean> {
  try {
    await deliverReport(turn.parts, turn.place, asked.report, asked.raw);
    return true;
  } catch (error) {
    await tell(turn, error, await wayOut(turn.parts, asked, error, command));
    return false;
  }
}

/** The report that comes nearest to what was typed, by its letters, else by its words. */
export function reportNear(typed: string, { core }: SlackParts): AnyReport | null {
  const ids = core.reports.map((report) => report.id);
  const first = typed.trim().split(/\s+/)[0] ?? '';
  const close = nearest(typed.replace(/\s+/g, '_'), ids) ?? nearest(first, ids);
  return (
    core.reports.find((report) => report.id === close) ??
    nearestReport(typed.replaceAll('_', ' '), core.reports)
  );
}

/** What a button carries; null when the filters do not work or do not fit into a button. */
export async function buttonValue(
  { core }: SlackParts,
  report: AnyReport,
  raw: RawParams,
): Promise<string | null> {
  try {
    if (Object.keys(raw).length === 0) return viewTools.pack({ report: report.id });
    const { params } = await core.readParams(raw);
    return viewTools.pack(selectionOf({ report, params }));
  } catch {
    return null;
  }
}

async function wayOut(parts: SlackParts, asked: Asked, error: unknown, command: string): Promise<WayOut> {
  if (!(error instanceof UserError)) return { buttons: [], line: null };
  if (error.code === 'unknown_report') return otherReport(parts, asked, command);
  const report = parts.core.reports.find(({ id }) => id === asked.report);
  const field = error.field as keyof RawParams | undefined;
  const [first] = error.choices;
  if (report === undefined || field === undefined || first === undefined) return { buttons: [], line: null };
  const buttons = await choiceButtons(parts, report, error.choices, (value) => ({
    ...asked.raw,
    [field]: value,
  }));
  return { buttons, line: commandLine(command, report.id, { ...asked.raw, [field]: first.value }) };
}

async function otherReport(parts: SlackParts, { report, raw }: Asked, command: string): Promise<WayOut> {
  const near = reportNear(report.replaceAll('_', ' '), parts);
  if (near === null) return { buttons: [allReportsButton()], line: null };
  const value = await buttonValue(parts, near, raw);
  const run = value === null ? [] : [runButton(near.id, value)];
  return { buttons: [...run, allReportsButton()], line: commandLine(command, near.id, raw) };
}

/** More buttons than these are no help to choose. */
const CHOICES = 3;

async function choiceButtons(
  parts: SlackParts,
  report: AnyReport,
  choices: readonly Choice[],
  rawFor: (value: string) => RawParams,
): Promise<Button[]> {
  const buttons: Button[] = [];
  for (const { label, value } of choices.slice(0, CHOICES)) {
    const packed = await buttonValue(parts, report, rawFor(value));
    if (packed !== null) buttons.push(choiceButton(label, packed, buttons.length));
  }
  return buttons;
}
