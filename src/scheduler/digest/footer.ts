// The last line of a digest: what else was looked at, what is not shown, and what the figures lack.
import { MICROS_PER_USD } from '#src/lib/money.ts';
import { plural } from '#src/lib/text.ts';
import { form, joinLines, type Line, line, words } from '#src/reports/line.ts';
import { CHECKS, type Check, type Finding } from './finding.ts';
import type { FollowUp } from './follow_up.ts';
import { countFact, deltaFact, type Notebook } from './notebook.ts';

interface FooterInput {
  /** Known and without a line of their own. */
  readonly still: readonly FollowUp[];
  readonly resolved: readonly FollowUp[];
  readonly fired: ReadonlySet<Check>;
  readonly hidden: readonly Finding[];
  readonly unpricedRows: number;
}

export function footerLine(input: FooterInput, notebook: Notebook): Line {
  return sentences([
    namedLine('Still open', input.still, notebook),
    namedLine('Back to usual', input.resolved, notebook),
    hiddenLine(input.hidden, notebook),
    checksLine(input.fired, notebook),
    unpricedLine(input.unpricedRows, notebook),
  ]);
}

/** Sentences with a space between them; empty ones leave none. */
export function sentences(lines: readonly Line[]): Line {
  return joinLines(
    lines.filter((item) => item.length > 0),
    ' ',
  );
}

const NAMED = 3;

/** 'Still open: Nightly ledger (+$138), BI-1 (+$40) and 2 more.' */
function namedLine(heading: string, entries: readonly FollowUp[], notebook: Notebook): Line {
  if (entries.length === 0) return [];
  const briefs = entries.slice(0, NAMED).map((entry) => entry.brief(notebook));
  const rest = entries.length - briefs.length;
  const more =
    rest > 0 ? line` and ${countFact(notebook.sheet, `footer.${heading}`, 'further ones', rest)} more` : [];
  return line`${words(heading)}: ${joinLines(briefs, ', ')}${more}.`;
}

/** Below this an amount would only show cents. */
const LEAST_SHOWN_MICROS = 10 * MICROS_PER_USD;

function hiddenLine(hidden: readonly Finding[], { sheet }: Notebook): Line {
  const [largest] = hidden;
  if (!largest) return [];
  const count = countFact(sheet, 'hidden', 'further changes not shown', hidden.length);
  const change = words(plural(hidden.length, 'change'));
  const amount = deltaFact(
    sheet,
    { key: 'hidden.largest', label: 'the largest of them' },
    largest.weightMicros,
  );
  const size = largest.weightMicros >= LEAST_SHOWN_MICROS ? line` (up to ${form(amount, 1)})` : [];
  return line`${count} further ${change} not shown${size}.`;
}

function checksLine(fired: ReadonlySet<Check>, { sheet }: Notebook): Line {
  const others = CHECKS.filter((check) => !fired.has(check)).length;
  if (others === 0) return [];
  const count = countFact(sheet, 'checks.others', 'checks that found nothing new', others);
  const check = words(plural(others, 'check'));
  return fired.size === 0
    ? line`${count} ${check} ran, nothing new.`
    : line`${count} other ${check} ran, nothing material.`;
}

function unpricedLine(rows: number, { sheet }: Notebook): Line {
  if (rows === 0) return [];
  const count = countFact(sheet, 'unpriced', 'usage rows without a price', rows);
  return line`${count} usage ${words(plural(rows, 'row has', 'rows have'))} no price and ${words(plural(rows, 'is', 'are'))} not in these figures.`;
}

/** Data older than this many days are said to be old. */
const OLD_DAYS = 3;

/** ' No newer data for 22 days.' */
export function staleLine(ageDays: number, { sheet }: Notebook): Line {
  if (ageDays <= OLD_DAYS) return [];
  const age = sheet.add({
    key: 'data.age',
    label: 'age of the newest complete day',
    value: ageDays,
    unit: 'days',
  });
  return line`The newest complete day is ${age} days old.`;
}
