// The cost of a warehouse or cluster split among the people who used it, in amounts that add up as they are printed.
import { microsToUsd } from '#src/lib/money.ts';
import { form, type Line, line } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { changeInCents, partsInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { moneyWriter, type Writer } from '../common/precision.ts';
import { awake, costFact, queryTimes, totals } from './compute_measures.ts';
import { statementCost } from './statement_cost.ts';

/** Milliseconds of query time, or of time awake after a start. */
export interface Weights {
  readonly shown: readonly number[];
  readonly rest: number;
}

/** Micro-dollars. */
export interface CostSplit {
  readonly shown: readonly number[];
  readonly rest: number;
  /** Left with the warehouse: nobody's statement ran. null for clusters. */
  readonly own: number | null;
  readonly hourMicros: number;
  readonly write: Writer;
}

/** null: nothing tells how the cost divides. */
export function costSplit(study: ComputeStudy, { shown, rest }: Weights): CostSplit | null {
  const { costMicros } = totals(study, 'current');
  const all = shown.reduce((sum, value) => sum + value, 0) + rest;
  const cost = costOfTime(study, costMicros, all);
  if (!cost) return null;
  const people = [...shown, rest].map((ms) => (cost.hourMicros * ms) / 3.6e6);
  const written = partsInCents(
    changeInCents(costMicros, 0),
    cost.own === null ? people : [...people, cost.own],
  );
  return {
    shown: written.slice(0, shown.length),
    rest: written[shown.length]!,
    own: cost.own === null ? null : written.at(-1)!,
    hourMicros: cost.hourMicros,
    write: moneyWriter(written.map(microsToUsd), microsToUsd(costMicros)),
  };
}

function costOfTime(
  study: ComputeStudy,
  costMicros: number,
  allMs: number,
): { readonly hourMicros: number; readonly own: number | null } | null {
  if (study.kind === 'APC_CLUSTER')
    return allMs === 0 ? null : { hourMicros: (costMicros * 3.6e6) / allMs, own: null };
  const cost = statementCost(costMicros, awake(study, 'current')?.hours ?? null, allMs);
  return cost && { hourMicros: cost.hourMicros, own: cost.ownMicros };
}

/** 'The warehouse’s own: $2,375 of the $2,376 ...'. */
export function ownPoint(study: ComputeStudy, split: CostSplit | null): Line | null {
  if (!split || split.own === null) return null;
  const own = figures(study, 'facts/compute_query_times').usd(
    'cost.own',
    'cost of the time awake in which no statement ran',
    split.own,
  );
  return line`The warehouse’s own: ${split.write(own)} of the ${split.write(costFact(study))}, for the time awake in which no statement ran.`;
}

/** How the dollars of a person come about. */
export function splitNote(study: ComputeStudy, split: CostSplit | null): Line | null {
  if (study.kind === 'APC_CLUSTER')
    return line`Clusters record who started them, not who worked on them: the cost is split by the time awake after each start, an estimate.`;
  if (!split) return line`The hours it was awake are not recorded, so dollars per person are not assessed.`;
  return line`Dollars of a person are the time their statements ran, at ${rateText(study, split)}: an estimate, because no price is recorded per query.`;
}

function rateText(study: ComputeStudy, { hourMicros }: CostSplit): Line {
  const f = figures(study, 'facts/compute_daily');
  const shared =
    (queryTimes(study, 'current')?.duration_ms ?? 0) > (awake(study, 'current')?.hours ?? 0) * 3.6e6;
  if (!shared)
    return line`the ${form(f.usd('cost.hour', 'cost of an hour awake', hourMicros), 1)} of an hour awake`;
  const rate = f.usd('cost.statement_hour', 'cost of an hour of statements', hourMicros);
  return line`${form(rate, 1)} an hour, less than an hour awake costs because many ran at once`;
}
