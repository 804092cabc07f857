// Understand: what a person's work costs, how that moved, and how it compares with the department.
import { microsToUsd } from '#src/lib/money.ts';
import { median, ratio } from '#src/lib/stats.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { changeInCents, partsInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { counted, listed, orNone, periodLength, said } from '../common/phrases.ts';
import { moneyWriter, type Writer } from '../common/precision.ts';
import { sinceBefore } from '../compute/compared.ts';
import { draft, type Narration } from '../draft.ts';
import { firstStep } from './next_steps.ts';
import { costFact, estimateNotes, previousCostFact, silent } from './user_facts.ts';
import { isSilent, partsOf, type SpendPart, sumOf, usesOf } from './user_spend.ts';

export function explain(study: UserStudy): Narration {
  const parts = partsOf(study);
  if (isSilent(study, parts)) return silent(study);
  const kinds = kindMicros(parts);
  const write = moneyWriter(kinds.map(microsToUsd), microsToUsd(sumOf(parts)));
  return draft(headline(study, parts, write), {
    points: said([
      kindsPoint(study, kinds, write),
      largestPoint(study, parts),
      queriesPoint(study),
      rankPoint(study),
    ]),
    next: [firstStep(study)],
    notes: estimateNotes(study),
  });
}

/** 'About $1,234 of cost leads to Jonas Lindqvist in 30 days, up 3% on ...'. */
function headline(study: UserStudy, parts: readonly SpendPart[], write: Writer): Line {
  const change = sinceBefore(study, sumOf(parts), sumOf(parts, 'previousMicros'), () =>
    previousCostFact(study, parts),
  );
  return line`About ${write(costFact(study, parts))} of cost leads to ${study.subject} in ${periodLength(study)}${change}.`;
}

const KINDS = ['job', 'warehouse', 'cluster'] as const;

const LABELS = {
  job: 'the jobs they own',
  warehouse: 'the time their statements ran on warehouses',
  cluster: 'the time clusters were awake after their starts',
} as const;

function kindMicros(parts: readonly SpendPart[]): number[] {
  const total = changeInCents(sumOf(parts), 0);
  return partsInCents(
    total,
    KINDS.map((kind) => sumOf(parts.filter((part) => part.kind === kind))),
  );
}

/** The three kinds, in dollars that add up as they are printed. */
function kindsPoint(study: UserStudy, amounts: readonly number[], write: Writer): Line {
  const f = figures(study, 'facts/user_warehouses');
  const items = KINDS.map((kind, i) => ({ kind, micros: amounts[i]! }))
    .filter(({ micros }) => micros > 0)
    .map(
      ({ kind, micros }) =>
        line`${write(f.usd(`cost.${kind}`, `cost of ${LABELS[kind]}`, micros))} for ${words(LABELS[kind])}`,
    );
  return items.length === 0 ? [] : line`That is ${listed(items)}.`;
}

function largestPoint(study: UserStudy, parts: readonly SpendPart[]): Line {
  const shown = parts
    .filter((part) => part.micros > 0)
    .slice(0, 3)
    .map((part) => {
      const own = figures(study, 'facts/user_warehouses').of(part.entity.ref);
      const share =
        part.kind === 'job'
          ? []
          : line`, ${own.percent('share', 'share of the person', part.share * 100)} of ${words(part.kind === 'warehouse' ? 'its query time' : 'its time awake')}`;
      return line`${part.entity} (${own.usd('cost.person', 'cost that leads to the person', part.micros)}${share})`;
    });
  return shown.length < 2 ? [] : line`Largest: ${listed(shown)}.`;
}

function queriesPoint(study: UserStudy): Line | null {
  const uses = usesOf(study, 'current');
  const sum = (column: 'queries' | 'failed' | 'duration_ms') =>
    uses.reduce((total, use) => total + use[column], 0);
  if (uses.length === 0) return null;
  const f = figures(study, 'facts/user_warehouses');
  const before = usesOf(study, 'previous').reduce((total, use) => total + use.queries, 0);
  const past = study.window.hasPrevious
    ? line` (${orNone(f.past().count('queries', 'queries in the period before', before))} in the period before)`
    : [];
  const count = counted(f.count('queries', 'queries in the period', sum('queries')), 'query', 'queries');
  const time = f.minutes('minutes', 'query time', sum('duration_ms') / 60_000);
  const share = ratio(sum('failed') * 100, sum('queries')) ?? 0;
  const failed =
    share === 0
      ? line`none failed`
      : line`${f.percent('failed.pct', 'share of the queries that failed', share)} failed`;
  return line`${count}${past} took ${time} on ${counted(f.count('warehouses', 'warehouses used', uses.length), 'warehouse')}; ${failed}.`;
}

/** By owned jobs alone: they are billed one by one, nothing of it is an estimate. */
function rankPoint(study: UserStudy): Line | null {
  const owners = study.colleagues.filter((colleague) => colleague.job_micros > 0);
  const index = owners.findIndex((colleague) => colleague.user_id === study.profileRow.user_id);
  const typical = median(owners.filter((_, i) => i !== index).map((colleague) => colleague.job_micros));
  if (index < 0 || owners.length < 3 || typical === null) return null;
  const f = figures(study, 'facts/user_peers');
  const rank = f.rank('rank', 'rank in the department by the cost of owned jobs', index + 1);
  const count = f.count('peers', 'people of the department who own jobs with cost', owners.length);
  return line`By the cost of owned jobs that is ${rank} of ${count} people in ${quote(study.profileRow.department!)} who own any; the median of the others is ${f.usd('peers.median', 'median of the others by owned jobs', typical)}.`;
}
