// Puts a digest's lines together: a quiet day in one line, any other with its changes, follow-ups and what else was looked at.
import type { DigestChange } from '#src/copilot/answer_types.ts';
import { addDays, type IsoDay } from '#src/lib/dates.ts';
import { sum } from '#src/lib/stats.ts';
import { type Line, line } from '#src/reports/line.ts';
import { CHECKS, type Check, type Finding, selectionFor } from './finding.ts';
import type { FollowUp } from './follow_up.ts';
import { footerLine } from './footer.ts';
import { costLine, dayBeforeLine, firstDayLine, monthlyLine, quietLine } from './headline.ts';
import type { Judgement } from './judgement.ts';
import { type DayCost, monthLine } from './month.ts';
import { changePct, type Notebook } from './notebook.ts';
import type { Telemetry } from './telemetry.ts';

export interface DigestText {
  readonly headline: Line;
  readonly changes: readonly DigestChange[];
  readonly footer: Line;
  readonly quiet: boolean;
}

interface TextInput {
  readonly telemetry: Telemetry;
  readonly judgement: Judgement;
  /** The findings that get a line. */
  readonly shown: readonly Finding[];
  /** The follow-ups that get one. */
  readonly loud: readonly FollowUp[];
  /** Costs by day, back to the month before. */
  readonly days: readonly DayCost[];
  readonly firstDay: IsoDay;
  readonly isFirst: boolean;
  readonly notebook: Notebook;
}

/** From these differences on the total itself is news; a fall has to be a deep one, such as usage that did not arrive. */
const RISE_PCT = 10;
const FALL_PCT = -25;

export function digestText(input: TextInput): DigestText {
  if (input.notebook.period.basis === 'none') return firstDayText(input);
  return isQuiet(input) ? quietText(input) : fullText(input);
}

function isQuiet({ telemetry, judgement, loud }: TextInput): boolean {
  return judgement.findings.length === 0 && loud.length === 0 && !isTotalNews(telemetry);
}

function isTotalNews({ totalMicros, usualTotalMicros }: Telemetry): boolean {
  const pct = changePct(totalMicros, usualTotalMicros) ?? 0;
  return pct >= RISE_PCT || pct <= FALL_PCT;
}

function firstDayText({ telemetry, notebook }: TextInput): DigestText {
  return { headline: firstDayLine(telemetry, notebook), changes: [], footer: [], quiet: true };
}

function quietText(input: TextInput): DigestText {
  const { telemetry, judgement, notebook } = input;
  const hasOpen = judgement.still.length > 0;
  const headline = quietLine(telemetry, { checks: CHECKS.length, hasOpen }, notebook);
  return { headline, changes: [], footer: footerOf(input, new Set(CHECKS)), quiet: true };
}

function fullText(input: TextInput): DigestText {
  const { shown, loud, notebook } = input;
  const headline = headlineOf(input);
  const changes = [
    ...shown.map((finding) => changeOf(finding, notebook)),
    ...loud.map((item) => followUpOf(item, input)),
  ];
  return { headline, changes, footer: footerOf(input, firedChecks(input)), quiet: false };
}

function footerOf({ judgement, shown, loud, days, notebook }: TextInput, fired: ReadonlySet<Check>): Line {
  const spoken = new Set(loud);
  return footerLine(
    {
      still: judgement.still.filter((item) => !spoken.has(item)),
      resolved: judgement.resolved.filter((item) => !spoken.has(item)),
      hidden: judgement.findings.filter((finding) => !shown.includes(finding)),
      fired,
      unpricedRows: unpriced(days, notebook),
    },
    notebook,
  );
}

function headlineOf(input: TextInput): Line {
  const { telemetry, judgement, days, firstDay, isFirst, notebook } = input;
  return [
    ...costLine(telemetry, notebook),
    ...monthlyLine(judgement.monthly, notebook),
    ...(isUnexplained(input) ? line` No single job, warehouse or cluster stands out.` : []),
    ...(isFirst ? dayBeforeLine(beforeMicros(days, notebook), notebook) : []),
    ...monthLine(days, notebook.period.to, firstDay, notebook),
  ];
}

function isUnexplained({ telemetry, judgement }: TextInput): boolean {
  const { findings, still, monthly } = judgement;
  return isTotalNews(telemetry) && findings.length + still.length + monthly.length === 0;
}

function beforeMicros(days: readonly DayCost[], { period }: Notebook): number | null {
  const { before } = period;
  if (before === null) return null;
  return sum(days.filter(({ day }) => day >= before.from && day <= before.to).map((row) => row.cost_micros));
}

function unpriced(days: readonly DayCost[], { period }: Notebook): number {
  return sum(days.filter(({ day }) => day >= period.from).map((row) => row.unpriced_rows));
}

function firedChecks({ judgement, telemetry, days, notebook }: TextInput): Set<Check> {
  const fired = new Set(judgement.findings.map(({ check }) => check));
  if (isTotalNews(telemetry)) fired.add('total');
  if (unpriced(days, notebook) > 0) fired.add('unpriced');
  return fired;
}

/** What did not run on its day shows beside the week it usually runs in. */
const MISSING_DAYS = 7;

function changeOf({ kind, ref, chip, change, write }: Finding, notebook: Notebook): DigestChange {
  const { from, to } = notebook.period;
  const week = addDays(to, 1 - MISSING_DAYS);
  const days = { from: change?.kind === 'missing' && week < from ? week : from, to };
  return { kind, line: write(notebook), selection: selectionFor(ref, days), chip };
}

function followUpOf({ ref, chip, since, write }: FollowUp, { judgement, notebook }: TextInput): DigestChange {
  const { to } = notebook.period;
  const kind = judgement.still.some((item) => item.ref === ref) ? 'up' : 'gone';
  return { kind, line: write(notebook), selection: selectionFor(ref, { from: since, to }), chip };
}
