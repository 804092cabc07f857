// What several answers about a person share: the total, the remarks on how it is counted, and the case of nothing at all.
import { type Line, line, words } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { figures } from '../common/figures.ts';
import { listed, said } from '../common/phrases.ts';
import { otherPeriod } from '../compute/silent.ts';
import { type Narration, notApplicable } from '../draft.ts';
import { partsOf, type SpendPart, sumOf } from './user_spend.ts';

/** Micro-dollars below which a saving or a rise is not worth a conversation. */
export const WORTH_MICROS = 25_000_000;

export function silent(study: UserStudy): Narration {
  return notApplicable(
    line`Nothing in the period leads to ${study.subject}: no job with cost, no query, no start of a cluster.`,
    {
      next: [line`choose ${words(otherPeriod(study))}.`],
    },
  );
}

export function costFact(study: UserStudy, parts: readonly SpendPart[]) {
  return figures(study, 'facts/user_warehouses').usd(
    'cost',
    'cost of owned jobs and of the time warehouses and clusters were used, partly an estimate',
    sumOf(parts),
  );
}

export function previousCostFact(study: UserStudy, parts: readonly SpendPart[]) {
  return figures(study, 'facts/user_warehouses')
    .past()
    .usd('cost', 'the same in the period before', sumOf(parts, 'previousMicros'));
}

export function worthFact(study: UserStudy) {
  return figures(study, 'facts/user_warehouses').usd(
    'worth',
    'saving or rise from which a conversation is worth it',
    WORTH_MICROS,
  );
}

export function estimateNotes(study: UserStudy): Line[] {
  return said([
    line`Jobs count for their owner in full. On a warehouse a person is counted with the time their statements ran, at the cost of an hour awake; on a cluster with the time awake after their starts. Both are estimates, because no price is recorded per person.`,
    notAssessedNote(study),
    study.profileRow.has_query_history === 0
      ? line`This database holds no query history, so warehouses are not assessed.`
      : null,
  ]);
}

function notAssessedNote(study: UserStudy): Line | null {
  const missing = partsOf(study).filter(
    (part) => part.kind === 'warehouse' && part.hours > 0 && part.cost === null,
  );
  if (missing.length === 0) return null;
  return line`When ${listed(missing.map((part) => line`${part.entity}`))} was awake is not recorded, so the use of it is not in these figures.`;
}
