// The failed runs of a job by kind of error: the largest kinds one by one, all others in one line.
import { microsToUsd } from '#src/lib/money.ts';
import { compareText, plural, truncate } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { JobStudy } from '../../study/job_study.ts';
import { listed } from '../common/phrases.ts';
import { moneyWriter, type Writer } from '../common/precision.ts';
import { runDay } from './drivers.ts';
import { costOf, countFact, type FailureGroup, usdFact } from './measures.ts';

export function nameOf(group: FailureGroup) {
  return quote(group.family.name.toLowerCase());
}

export function groupCount(study: JobStudy, { family, runs }: FailureGroup) {
  return countFact(study, `family.${family.id}.count`, `failed runs: ${family.name}`, runs.length);
}

export function groupCost(study: JobStudy, { family, runs }: FailureGroup) {
  return usdFact(study, `family.${family.id}.cost`, `cost of failed runs: ${family.name}`, costOf(runs));
}

const SHOWN = 3;

/** The largest families, then all others in one line: the counts add up to the failed runs, the amounts to their cost. */
export function groupPoints(study: JobStudy, groups: readonly FailureGroup[]): Line[] {
  const shown = shownOf(groups);
  const rest = groups.filter((group) => !shown.includes(group));
  const restRuns = rest.flatMap((group) => group.runs);
  const usd = [...shown.map((group) => group.runs), restRuns].map((runs) => microsToUsd(costOf(runs)));
  const write = moneyWriter(usd, microsToUsd(costOf(groups.flatMap((group) => group.runs))));
  const lines = shown.map((group) => groupPoint(study, group, write));
  if (rest.length === 0) return lines;
  const count = countFact(study, 'family.rest.count', 'failed runs of further kinds', restRuns.length);
  const kinds = countFact(study, 'family.rest.kinds', 'further kinds of error', rest.length);
  const cost = usdFact(study, 'family.rest.cost', 'cost of failed runs of further kinds', costOf(restRuns));
  const named = listed(rest.slice(0, SHOWN).map((group) => line`${nameOf(group)}`));
  return [
    ...lines,
    line`Others: ${count} runs of ${kinds} further kinds, ${write(cost)} (${words(rest.length > SHOWN ? 'such as ' : '')}${named})`,
  ];
}

function groupPoint(study: JobStudy, group: FailureGroup, write: Writer): Line {
  const count = groupCount(study, group);
  const cost = write(groupCost(study, group));
  const last = group.runs.at(-1)!;
  return line`${quote(group.family.name)}: ${count} ${words(plural(group.runs.length, 'run'))}, ${cost}, ${words(group.runs.length === 1 ? 'on' : 'last on')} ${runDay(study, last)} (“${quote(shorten(last.error_summary))}”)`;
}

/** The most frequent ones, and the dearest in place of the last of them. */
function shownOf(groups: readonly FailureGroup[]): readonly FailureGroup[] {
  if (groups.length <= SHOWN + 1) return groups;
  const first = groups.slice(0, SHOWN);
  const dearest = dearestOf(groups);
  return first.includes(dearest) ? first : [...first.slice(0, -1), dearest];
}

export function dearestOf(groups: readonly FailureGroup[]): FailureGroup {
  return [...groups].sort(
    (a, b) => costOf(b.runs) - costOf(a.runs) || compareText(a.family.id, b.family.id),
  )[0]!;
}

/** Enough of an error message to recognize it, in characters. */
const LONGEST_MESSAGE = 110;

function shorten(text: string | null): string {
  return truncate((text ?? 'no message').replace(/\s+/g, ' ').trim(), LONGEST_MESSAGE);
}
