// Diagnose: a type of compute against the period before, by member and by quantity and price, with nothing left over.
import { microsToUsd } from '#src/lib/money.ts';
import { ratio } from '#src/lib/stats.ts';
import { MANY_TIMES_PCT } from '#src/reports/changes.ts';
import { form, type Line, line, words } from '#src/reports/line.ts';
import type { ComputeTypeStudy } from '../../study/compute_type_study.ts';
import { partsInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { type Moves, movePoints, movesOf } from '../common/movers.ts';
import { listed, periodBefore, said } from '../common/phrases.ts';
import { moneyWriter, needsCents, type Writer, writer } from '../common/precision.ts';
import { isMaterial, priceSteps, stepText, totalEffect } from '../common/price_change.ts';
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
  const cents = inCents(study, moves);
  return draft(headline(study, moves, writer(cents)), {
    points: said([...movePoints(study, moves, SHOWN, cents), pricePoint(study, moves)]),
    next: [next(moves)],
    notes: said([closing(study, moves, writer(cents)), unpricedNote(study)]),
  });
}

function changeFact(study: ComputeTypeStudy, moves: Moves) {
  return figures(study, 'facts/spend_members').usdDelta(
    'change',
    'change of cost on the period before, as written',
    moves.change,
  );
}

/** Whether the costs of the headline subtract only with their cents. */
function inCents(study: ComputeTypeStudy, { change }: Moves): boolean {
  const [now, before] = [costFact(study), previousCostFact(study)];
  return needsCents([Number(now.value), -Number(before.value)], microsToUsd(change));
}

function headline(study: ComputeTypeStudy, moves: Moves, write: Writer): Line {
  if (moves.change === 0)
    return line`${study.subject} cost the same as in ${periodBefore(study)}: ${costFact(study)}.`;
  const [now, before] = [costFact(study), previousCostFact(study)];
  const amount = write(changeFact(study, moves), 'unsigned');
  return line`${study.subject} cost ${amount}${shareText(study)} ${words(moves.change > 0 ? 'more' : 'less')} than in ${periodBefore(study)}: ${write(now)} after ${write(before)}.`;
}

/** ' (3.7%)'; nothing where the amounts say it better. */
function shareText(study: ComputeTypeStudy): Line {
  const past = totals(study, 'previous').costMicros;
  const pct = ratio((totals(study, 'current').costMicros - past) * 100, past);
  if (pct === null || past < 0 || Math.abs(pct) < 0.05 || pct >= MANY_TIMES_PCT) return [];
  const f = figures(study, 'facts/spend_members');
  return line` (${form(f.percentDelta('change.pct', 'change of cost on the period before', pct), 1)})`;
}

/** The same change in another cut: DBUs at the old price, and the price. */
function pricePoint(study: ComputeTypeStudy, moves: Moves): Line | null {
  const [now, before] = [totals(study, 'current'), totals(study, 'previous')];
  const [price, old] = [ratio(now.costMicros, now.dbuMicros), ratio(before.costMicros, before.dbuMicros)];
  if (price === null || old === null || moves.change === 0) return null;
  const quantity = (now.dbuMicros - before.dbuMicros) * old;
  const [a, b] = partsInCents(moves.change, [quantity, now.costMicros - before.costMicros - quantity]);
  const f = figures(study, 'facts/compute_type_daily');
  const write = moneyWriter([microsToUsd(a!), microsToUsd(b!)], microsToUsd(moves.change));
  const byDbus = write(f.usdDelta('change.quantity', 'part of the change from the number of DBUs', a!));
  const byPrice = write(f.usdDelta('change.price', 'part of the change from price and mix', b!));
  return line`The same change by quantity and price: DBUs ${byDbus}, price and mix ${byPrice} (${f.past().price('price', 'mean cost per DBU in the period before', old)} → ${f.price('price', 'mean cost per DBU', price)} per DBU${listPrices(study, moves)}).`;
}

/** Of it, what the list prices did. */
function listPrices(study: ComputeTypeStudy, moves: Moves): Line {
  const steps = priceSteps(
    study,
    study.daily.filter((row) => row.compute_type === study.type && row.day >= study.window.previousFrom),
  );
  const [step] = steps;
  if (!step || !isMaterial(totalEffect(steps), moves.change)) return [];
  const amount = figures(study, 'facts/compute_type_daily').usdDelta(
    'change.list_price',
    'part of the change from list prices',
    totalEffect(steps),
  );
  return line`; of it list prices ${amount}: ${listed(steps.map((each) => stepText(study, each)))}`;
}

function closing(study: ComputeTypeStudy, moves: Moves, write: Writer): Line | null {
  return moves.movers.length === 0
    ? null
    : line`The parts by name add up to the ${write(changeFact(study, moves))}; nothing is left over.`;
}

function next(moves: Moves): Line {
  const rose = moves.movers.filter((mover) => mover.now > mover.before);
  const top = rose.find((mover) => mover.named.entity !== null);
  if (!top && rose.length > 0)
    return line`ask who runs ${rose[0]!.named.label}: these data hold what it cost, and not who uses it.`;
  if (!top) return line`nothing rose; *Trend* shows whether that lasts.`;
  if (top.before === 0)
    return line`look into ${top.named.label}, which is new (its *Explain this* and *Owner and dependents*).`;
  return line`look into ${top.named.label}: its own *What changed?* splits the rise into causes.`;
}
