// Monitor: what to do now about a type of compute, the first first.
import { form, type Line, line, words } from '#src/reports/line.ts';
import type { ComputeTypeStudy } from '../../study/compute_type_study.ts';
import { figures } from '../common/figures.ts';
import { notable, shortLever } from '../common/levers.ts';
import { movesOf } from '../common/movers.ts';
import { capital, periodBefore, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { costFact, isSilent, leversOf, nouns, silent, unpricedNote } from './type_measures.ts';

/** A rise worth a look, micro-dollars. */
const NOTABLE_MICROS = 50_000_000;

export function nextSteps(study: ComputeTypeStudy): Narration {
  if (isSilent(study)) return silent(study);
  const [first, ...rest] = stepsOf(study);
  const notes = said([unpricedNote(study)]);
  if (!first) {
    return draft(
      line`Nothing to do about ${study.subject} now: ${costFact(study)}, no saving and no rise worth the time.`,
      {
        next: [line`look again when *Trend* leaves its usual range.`],
        notes,
      },
    );
  }
  return draft(line`${study.subject} cost ${costFact(study)}; do this first. ${capital(first)}`, {
    points: rest.slice(0, 3).map((step) => line`Then ${step}`),
    next: [line`open the first one and agree with its owner (*Owner and dependents*).`],
    notes,
  });
}

export function firstStep(study: ComputeTypeStudy): Line {
  return stepsOf(study)[0] ?? line`look into one of its ${words(nouns(study)[1])}; nothing here stands out.`;
}

function stepsOf(study: ComputeTypeStudy): Line[] {
  const savings = notable(leversOf(study), 2).map(
    (lever) => line`${shortLever(study, lever)} (*Cut cost* shows the sums).`,
  );
  return said([savings[0] ?? null, riseStep(study), savings[1] ?? null, newStep(study)]);
}

function riseStep(study: ComputeTypeStudy): Line | null {
  if (!study.window.hasPrevious) return null;
  const top = moves(study).find((mover) => mover.before > 0 && mover.now - mover.before >= NOTABLE_MICROS);
  if (!top) return null;
  const rise = figures(study, 'facts/spend_members')
    .of(top.named.ref)
    .usdDelta('rise', 'rise on the period before', top.now - top.before);
  return line`find out why ${top.named.label} cost ${form(rise, 1)} more than in ${periodBefore(study)} (its *What changed?*).`;
}

function newStep(study: ComputeTypeStudy): Line | null {
  if (!study.window.hasPrevious) return null;
  const top = moves(study).find((mover) => mover.before === 0 && mover.now >= NOTABLE_MICROS);
  if (!top) return null;
  const cost = figures(study, 'facts/spend_members')
    .of(top.named.ref)
    .usd('cost', 'cost in the period', top.now);
  return line`find an owner for ${top.named.label}, new with ${cost}.`;
}

function moves(study: ComputeTypeStudy) {
  const found = movesOf(study.members, ({ member }) => [
    member.cost_micros,
    member.previous_cost_micros,
  ]).movers;
  return found.filter((mover) => mover.named.entity !== null);
}
