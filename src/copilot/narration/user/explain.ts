// Understand: what a person's work costs, how that moved, and how it compares with the department.
import { median, ratio } from '#src/lib/stats.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { figures } from '../common/figures.ts';
import { changeClause, counted, listed, periodLength, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { firstStep } from './next_steps.ts';
import { costFact, estimateNotes, silent } from './user_facts.ts';
import { partsOf, rankedColleagues, type SpendPart, sumOf, usesOf } from './user_spend.ts';

export function explain(study: UserStudy): Narration {
  const parts = partsOf(study);
  if (sumOf(parts) === 0 && usesOf(study, 'current').length === 0) return silent(study);
  return draft(headline(study, parts), {
    points: said([
      kindsPoint(study, parts),
      largestPoint(study, parts),
      queriesPoint(study),
      rankPoint(study),
    ]),
    next: [firstStep(study)],
    notes: estimateNotes(study),
  });
}

/** 'Jonas Lindqvist stands behind about $1,234 in 30 days, up 3% on ...'. */
function headline(study: UserStudy, parts: readonly SpendPart[]): Line {
  const change = changeClause(study, sumOf(parts), sumOf(parts, 'previousMicros'));
  return line`${study.subject} stands behind about ${costFact(study, parts)} in ${periodLength(study)}${change}.`;
}

const LABELS = {
  job: 'owned jobs',
  warehouse: 'warehouses by query time',
  cluster: 'clusters by time awake',
} as const;

/** The three kinds, in dollars. */
function kindsPoint(study: UserStudy, parts: readonly SpendPart[]): Line {
  const f = figures(study, 'facts/user_warehouses');
  const kinds = (['job', 'warehouse', 'cluster'] as const)
    .map((kind) => ({ kind, micros: sumOf(parts.filter((part) => part.kind === kind)) }))
    .filter(({ micros }) => micros > 0);
  const items = kinds.map(
    ({ kind, micros }) =>
      line`${f.usd(`cost.${kind}`, `cost through ${LABELS[kind]}`, micros)} through ${words(LABELS[kind])}`,
  );
  return items.length === 0 ? [] : line`It is ${listed(items)}.`;
}

function largestPoint(study: UserStudy, parts: readonly SpendPart[]): Line {
  const f = figures(study, 'facts/user_warehouses');
  const shown = parts
    .filter((part) => part.micros > 0)
    .slice(0, 3)
    .map((part) => {
      const own = f.of(part.entity.ref);
      const share =
        part.kind === 'job'
          ? []
          : line`, ${own.percent('share', 'share of the person', part.share * 100)} of it`;
      return line`${part.entity} (${own.usd('cost', 'cost that leads to the person', part.micros)}${share})`;
    });
  return shown.length === 0 ? [] : line`Largest: ${listed(shown)}.`;
}

function queriesPoint(study: UserStudy): Line | null {
  const uses = usesOf(study, 'current');
  const sum = (column: 'queries' | 'failed' | 'duration_ms') =>
    uses.reduce((total, use) => total + use[column], 0);
  if (uses.length === 0) return null;
  const f = figures(study, 'facts/user_warehouses');
  const before = usesOf(study, 'previous').reduce((total, use) => total + use.queries, 0);
  const past = study.window.hasPrevious
    ? line` (${f.past().count('queries', 'queries in the period before', before)} before)`
    : [];
  const count = counted(f.count('queries', 'queries in the period', sum('queries')), 'query', 'queries');
  const time = f.minutes('minutes', 'query time', sum('duration_ms') / 60_000);
  const pct = f.percent(
    'failed.pct',
    'share of the queries that failed',
    ratio(sum('failed') * 100, sum('queries')) ?? 0,
  );
  return line`${count}${past} took ${time} on ${counted(f.count('warehouses', 'warehouses used', uses.length), 'warehouse')}; ${pct} failed.`;
}

function rankPoint(study: UserStudy): Line | null {
  const ranked = rankedColleagues(study);
  const index = ranked.findIndex(({ colleague }) => colleague.user_id === study.profileRow.user_id);
  const others = ranked.filter((_, i) => i !== index).map(({ micros }) => micros);
  const typical = median(others);
  if (index < 0 || others.length < 2 || typical === null) return null;
  const f = figures(study, 'facts/user_peers');
  const rank = f.rank('rank', 'rank in the department by owned jobs and query time', index + 1);
  const count = f.count('peers', 'people of the department', ranked.length);
  return line`In ${quote(study.profileRow.department!)} that is ${rank} of ${count} people by jobs and queries; the median of the others is ${f.usd('peers.median', 'median of the others by owned jobs and query time', typical)}.`;
}
