// Diagnose: a type of compute against the period before, by member and by quantity and price, with nothing left over.
import { ratio } from '#src/lib/stats.ts';
import { form, type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeTypeStudy } from '../../study/compute_type_study.ts';
import { partsInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { type Moves, movePoints, movesOf } from '../common/movers.ts';
import { periodBefore, said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { costFact, isSilent, previousCostFact, silent, totals, unpricedNote } from './type_measures.ts';

const SHOWN = 5;

export function whatChanged(study: ComputeTypeStudy): Narration {
  if (!study.window.hasPrevious) {
    return notApplicable(
      line`There is nothing to compare with: the data do not reach back a whole period before this one.`,
      {
        next: [line`choose a shorter or later period.`],
      },
    );
  }
  if (isSilent(study)) return silent(study);
  const moves = movesOf(study.members, ({ member }) => [member.cost_micros, member.previous_cost_micros]);
  return draft(headline(study, moves), {
    points: said([...movePoints(study, moves, SHOWN), pricePoint(study, moves)]),
    next: [next(moves)],
    notes: said([closing(study, moves), unpricedNote(study)]),
  });
}

function changeFact(study: ComputeTypeStudy, moves: Moves) {
  return figures(study, 'facts/spend_members').usdDelta(
    'change',
    'change of cost on the period before, as written',
    moves.change,
  );
}

function headline(study: ComputeTypeStudy, moves: Moves): Line {
  if (moves.change === 0)
    return line`${study.subject} cost the same as in ${periodBefore(study)}: ${costFact(study)}.`;
  const past = totals(study, 'previous').costMicros;
  const pct = ratio((totals(study, 'current').costMicros - past) * 100, past);
  const share =
    pct === null
      ? []
      : line` (${figures(study, 'facts/spend_members').percentDelta('change.pct', 'change of cost on the period before', pct)})`;
  return line`${study.subject} cost ${form(changeFact(study, moves), 1)} ${words(moves.change > 0 ? 'more' : 'less')} than in ${periodBefore(study)}${share}: ${costFact(study)} after ${previousCostFact(study)}.`;
}

/** The same change in another cut: DBUs at the old price, and the price. */
function pricePoint(study: ComputeTypeStudy, moves: Moves): Line | null {
  const [now, before] = [totals(study, 'current'), totals(study, 'previous')];
  const [price, old] = [ratio(now.costMicros, now.dbuMicros), ratio(before.costMicros, before.dbuMicros)];
  if (price === null || old === null || moves.change === 0) return null;
  const quantity = (now.dbuMicros - before.dbuMicros) * old;
  const [a, b] = partsInCents(moves.change, [quantity, now.costMicros - before.costMicros - quantity]);
  const f = figures(study, 'facts/compute_type_daily');
  return line`The same change by quantity and price: DBUs ${f.usdDelta('change.quantity', 'part of the change from the number of DBUs', a!)}, price and mix ${f.usdDelta('change.price', 'part of the change from price and mix', b!)} (${f.past().price('price', 'mean cost per DBU in the period before', old)} → ${f.price('price', 'mean cost per DBU', price)} per DBU${stepText(study)}).`;
}

function stepText(study: ComputeTypeStudy): Line {
  const skus = new Set(
    study.daily.filter((row) => row.compute_type === study.type).map((row) => row.compute_sku),
  );
  const step = study.prices.find(
    (row) => skus.has(row.compute_sku) && row.price_start_date > study.window.previousFrom,
  );
  if (!step) return [];
  const p = figures(study, 'facts/sku_prices').of(`sku:${step.compute_sku}`);
  return line`; ${quote(step.compute_sku)} is listed at ${p.price('price', 'list price per DBU', step.usd_per_dbu)} since ${p.day('price.day', 'day of the new list price', step.price_start_date)}`;
}

function closing(study: ComputeTypeStudy, moves: Moves): Line | null {
  return moves.movers.length === 0
    ? null
    : line`The parts by name add up to the ${changeFact(study, moves)}; nothing is left over.`;
}

function next(moves: Moves): Line {
  const rose = moves.movers.filter((mover) => mover.now > mover.before);
  const top = rose.find((mover) => mover.named.entity !== null);
  if (!top && rose.length > 0) return line`ask who runs ${rose[0]!.named.label}; products have no card here.`;
  if (!top) return line`nothing rose; *Trend* shows whether that lasts.`;
  if (top.before === 0)
    return line`look into ${top.named.label}, which is new (its *Explain this* and *Owner and dependents*).`;
  return line`look into ${top.named.label}: its own *What changed?* splits the rise into causes.`;
}
