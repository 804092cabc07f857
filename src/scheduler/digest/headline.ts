// The first line of a digest: what these days cost, against what is usual for them.
import { sum } from '#src/lib/stats.ts';
import { plural } from '#src/lib/text.ts';
import { form, type Line, line, strong, words } from '#src/reports/line.ts';
import type { CostChange } from './cost_changes.ts';
import { changePct, countFact, daysLine, deltaFact, type Notebook, usdFact, usualWords } from './notebook.ts';
import type { Telemetry } from './telemetry.ts';

/** Below this many percent a day counts as usual. */
const USUAL_PCT = 5;

/** '$2,804 on Sat 31 Oct, 12% above a usual Saturday.' */
export function costLine(telemetry: Telemetry, notebook: Notebook): Line {
  const { sheet, period } = notebook;
  const total = totalFact(telemetry, notebook);
  const preposition = words(period.length === 1 ? 'on' : 'from');
  const cost = line`${total} ${preposition} ${daysLine(sheet, period)}`;
  return line`${strong(line`${cost}${comparison(telemetry, notebook)}.`)}`;
}

function totalFact({ totalMicros }: Telemetry, { sheet }: Notebook) {
  return usdFact(sheet, { key: 'total', label: 'cost in the period' }, totalMicros);
}

/** ', 12% above a usual Saturday', ', a usual Saturday (+1%)'; empty without anything to compare with. */
function comparison({ totalMicros, usualTotalMicros }: Telemetry, { sheet, period }: Notebook): Line {
  const pct = changePct(totalMicros, usualTotalMicros);
  if (pct === null) return [];
  const usual = words(usualWords(period));
  const label = `difference from ${usualWords(period)}`;
  const change = sheet.add({ key: 'total.change', label, value: pct, unit: 'percent_delta' });
  if (Math.abs(pct) < USUAL_PCT)
    return period.basis === 'weeks' ? line`, ${usual} (${change})` : line`, level with ${usual} (${change})`;
  return line`, ${form(change, 1)} ${words(pct > 0 ? 'above' : 'below')} ${usual}`;
}

/** 'Nothing material on Tue 3 Nov.' and the cost beside it: a quiet day is one line. */
export function quietLine(
  telemetry: Telemetry,
  { checks, hasOpen }: { readonly checks: number; readonly hasOpen: boolean },
  notebook: Notebook,
): Line {
  const { sheet, period } = notebook;
  const preposition = words(period.length === 1 ? 'on' : 'from');
  const ran = countFact(sheet, 'checks', 'checks that ran', checks);
  const nothing = strong(
    line`${words(hasOpen ? 'Nothing new' : 'Nothing material')} ${preposition} ${daysLine(sheet, period)}.`,
  );
  return line`${nothing} ${totalFact(telemetry, notebook)}${comparison(telemetry, notebook)}. ${ran} checks ran.`;
}

/** ' The day before: $3,189.'; only where no digest has said so. */
export function dayBeforeLine(beforeMicros: number | null, { sheet, period }: Notebook): Line {
  if (beforeMicros === null || period.basis !== 'weeks') return [];
  const label = 'cost of the day before';
  return line` The day before it was ${usdFact(sheet, { key: 'total.before', label }, beforeMicros)}.`;
}

/** ' $410 of the difference comes with the turn of the month, as last time (3 jobs).' */
export function monthlyLine(changes: readonly CostChange[], { sheet }: Notebook): Line {
  if (changes.length === 0) return [];
  const label = 'difference from jobs that cost as much at the last turn of the month';
  const delta = deltaFact(
    sheet,
    { key: 'monthly.delta', label },
    sum(changes.map((change) => change.deltaMicros)),
  );
  const count = countFact(sheet, 'monthly.count', 'subjects that recur monthly', changes.length);
  const isJobs = changes.every(({ subject }) => subject.group === 'job');
  const what = words(isJobs ? plural(changes.length, 'job') : plural(changes.length, 'source'));
  return line` ${form(delta, 1)} of the difference comes with the turn of the month, as last time (${count} ${what}).`;
}

/** 'The data have not moved since the last digest: they still end on Sat 31 Oct.' */
export function unmovedLine({ sheet, period }: Notebook): Line {
  return line`${strong(line`The data have not moved since the last digest:`)} they still end on ${daysLine(sheet, { from: period.to, to: period.to })}.`;
}

/** '$520 on Mon 26 Oct, the first day of the data: there is nothing to compare with yet.' */
export function firstDayLine(telemetry: Telemetry, notebook: Notebook): Line {
  const day = daysLine(notebook.sheet, notebook.period);
  return line`${strong(line`${totalFact(telemetry, notebook)} on ${day}, the first day of the data:`)} there is nothing to compare with yet.`;
}
