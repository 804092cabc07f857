// What came of the things earlier digests reported: a line of its own at milestones, a few words in the footer otherwise.
import type { ChipView } from '#src/copilot/answer_types.ts';
import { addDays, daysBetween, type IsoDay } from '#src/lib/dates.ts';
import type { EntityRef } from '#src/reports/facts.ts';
import { type Line, line, strong, words } from '#src/reports/line.ts';
import type { CostChange, CostVerdict } from './cost_changes.ts';
import { changeFact, nowFact } from './cost_lines.ts';
import type { FailureJudgement, OpenFailure } from './failures.ts';
import { FAILURES, LOOK, WHY } from './finding.ts';
import { about, dayFact, deltaFact, type Notebook, nameOf, usdFact } from './notebook.ts';
import type { DigestPeriod } from './period.ts';

export interface FollowUp {
  readonly ref: EntityRef;
  readonly name: string;
  readonly chip: ChipView;
  /** First day a digest spoke of it. */
  readonly since: IsoDay;
  /** For the order. */
  readonly weightMicros: number;
  /** Worth a line of its own; the rest is named in the footer. */
  readonly isLoud: boolean;
  readonly write: (notebook: Notebook) => Line;
  /** For the footer. */
  readonly brief: (notebook: Notebook) => Line;
}

export interface FollowUps {
  /** The largest first. */
  readonly still: readonly FollowUp[];
  readonly resolved: readonly FollowUp[];
}

/** A reminder a week: what everybody knows must not stand in the way of news every day. */
const COST_MARKS = [7, 14, 21, 28];
/** Work that does not get done is urgent sooner. */
const WORK_MARKS = [2, 7, 14, 21, 28];
/** What was over so soon was a bad day, not a problem that somebody solved. */
const LASTED_DAYS = 5;
const LASTED_TIMES_MINIMUM = 5;

export function followUps(
  costs: readonly CostVerdict[],
  failures: FailureJudgement,
  period: DigestPeriod,
  minimumMicros: number,
): FollowUps {
  const of = (...standings: string[]) => costs.filter(({ standing }) => standings.includes(standing));
  const still = [
    ...of('still', 'settled').map((verdict) => stillCost(verdict, period)),
    ...failures.still.map((open) => stillFailing(open, period)),
  ];
  const resolved = [
    ...of('resolved').map(({ change }) => resolvedCost(change, period, minimumMicros)),
    ...failures.resolved.map((open) => resolvedFailure(open, period)),
  ];
  return { still: ordered(still), resolved: ordered(resolved) };
}

/** One entry per entity, its cost before its failures. */
function ordered(all: readonly FollowUp[]): FollowUp[] {
  const seen = new Set<EntityRef>();
  const distinct = all.filter(({ ref }) => !seen.has(ref) && seen.add(ref));
  return distinct.sort((a, b) => b.weightMicros - a.weightMicros || (a.ref < b.ref ? -1 : 1));
}

function crossed(marks: readonly number[], since: IsoDay, { from, to }: DigestPeriod): boolean {
  const [before, now] = [daysBetween(since, addDays(from, -1)), daysBetween(since, to)];
  return marks.some((mark) => before < mark && now >= mark);
}

function stillCost({ change, standing }: CostVerdict, period: DigestPeriod): FollowUp {
  const { subject, kind, deltaMicros } = change;
  const { since } = change.item!;
  const isMissing = kind === 'missing';
  return {
    ref: subject.ref,
    name: subject.name,
    chip: WHY,
    since,
    weightMicros: Math.abs(deltaMicros),
    isLoud: standing === 'settled' || crossed(isMissing ? WORK_MARKS : COST_MARKS, since, period),
    write: (notebook) =>
      isMissing ? missingLine(change, notebook) : lastingLine(change, standing === 'settled', notebook),
    brief: (notebook) => line`${nameOf(subject)} (${changeFact(change, notebook)})`,
  };
}

function missingLine({ subject, item }: CostChange, { sheet }: Notebook): Line {
  const what = words(subject.group === 'job' ? 'has not run since' : 'has not been used since');
  return line`Still open: ${nameOf(subject)} ${what} ${dayFact(sheet, item!.since)}`;
}

function lastingLine(change: CostChange, isSettled: boolean, notebook: Notebook): Line {
  const { subject, item } = change;
  const label = 'difference from its usual cost since then';
  const total = deltaFact(notebook.sheet, { ...about(subject, 'total'), label }, item!.totalMicros);
  const since = dayFact(notebook.sheet, item!.since);
  const end = isSettled ? line`; from now on this counts as its usual` : [];
  return line`Still open: ${nameOf(subject)} ${strong(changeFact(change, notebook))}, in all ${total} since ${since}${end}`;
}

function stillFailing({ subject, since }: OpenFailure, period: DigestPeriod): FollowUp {
  return {
    ref: subject.ref,
    name: subject.name,
    chip: FAILURES,
    since,
    weightMicros: subject.now.costMicros,
    isLoud: crossed(WORK_MARKS, since, period),
    write: ({ sheet }) =>
      line`Still open: ${nameOf(subject)} has had no successful run since ${dayFact(sheet, since)}`,
    brief: () => line`${nameOf(subject)} (no successful run)`,
  };
}

function resolvedCost(change: CostChange, { from }: DigestPeriod, minimumMicros: number): FollowUp {
  const { subject, kind, item } = change;
  const { since, totalMicros } = item!;
  const lasted = daysBetween(since, from) >= LASTED_DAYS;
  return {
    ref: subject.ref,
    name: subject.name,
    chip: LOOK,
    since,
    weightMicros: Math.abs(totalMicros),
    isLoud: lasted || totalMicros >= LASTED_TIMES_MINIMUM * minimumMicros,
    write: (notebook) => (kind === 'missing' ? againLine(change) : backLine(change, notebook)),
    brief: () => line`${nameOf(subject)}`,
  };
}

function againLine({ subject }: CostChange): Line {
  return line`Resolved: ${nameOf(subject)} ${words(subject.group === 'job' ? 'runs' : 'is used')} again`;
}

function backLine(change: CostChange, notebook: Notebook): Line {
  const { subject, usualMicros, item } = change;
  const { sheet } = notebook;
  const usual = usdFact(sheet, { ...about(subject, 'usual'), label: 'usual cost' }, usualMicros);
  const label = 'difference from its usual cost while it lasted';
  const total = deltaFact(sheet, { ...about(subject, 'total'), label }, item!.totalMicros);
  return line`Resolved: ${nameOf(subject)} is back at ${nowFact(change, notebook)} (usually ${usual}), after ${total} since ${dayFact(sheet, item!.since)}`;
}

function resolvedFailure({ subject, since }: OpenFailure, { from }: DigestPeriod): FollowUp {
  return {
    ref: subject.ref,
    name: subject.name,
    chip: LOOK,
    since,
    weightMicros: subject.now.costMicros,
    isLoud: daysBetween(since, from) >= LASTED_DAYS,
    write: ({ sheet }) =>
      line`Resolved: ${nameOf(subject)} succeeds again, for the first time since ${dayFact(sheet, since)}`,
    brief: () => line`${nameOf(subject)}`,
  };
}
