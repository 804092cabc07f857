// What several answers about a person share: the total, the remark on estimates, and the case of nothing at all.
import { type Line, line } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { figures } from '../common/figures.ts';
import { said } from '../common/phrases.ts';
import { type Narration, notApplicable } from '../draft.ts';
import { type SpendPart, sumOf } from './user_spend.ts';

export function silent(study: UserStudy): Narration {
  return notApplicable(
    line`Nothing in the period leads to ${study.subject}: no job with cost, no query, no start of a cluster.`,
    {
      next: [line`choose an earlier period.`],
    },
  );
}

export function costFact(study: UserStudy, parts: readonly SpendPart[]) {
  return figures(study, 'facts/user_warehouses').usd(
    'cost',
    'cost of owned jobs and of the share of warehouses and clusters, partly an estimate',
    sumOf(parts),
  );
}

export function estimateNotes(study: UserStudy): Line[] {
  return said([
    line`Jobs count for their owner in full. Warehouses are split by query time and clusters by the time awake after each start: estimates, because neither records a price per person.`,
    study.profileRow.has_query_history === 0
      ? line`This database holds no query history, so warehouses are not assessed.`
      : null,
  ]);
}
