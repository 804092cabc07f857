// Diagnose: what a person's cost is made of, in parts that add up.
import { ratio } from '#src/lib/stats.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { changeInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { counted, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { firstStep } from './next_steps.ts';
import { costFact, estimateNotes, silent } from './user_facts.ts';
import { partsOf, type SpendPart, sumOf, usesOf } from './user_spend.ts';

const SHOWN = 5;

export function drivers(study: UserStudy): Narration {
  const parts = partsOf(study).filter((part) => part.micros > 0);
  const top = parts[0];
  if (!top) return silent(study);
  const f = figures(study, 'facts/user_warehouses');
  const share = f
    .of(top.entity.ref)
    .percent('of_person', 'share of what leads to the person', ratio(top.micros * 100, sumOf(parts)) ?? 0);
  return draft(line`${top.entity} makes ${share} of the ${costFact(study, parts)} behind ${study.subject}.`, {
    points: said([
      ...parts.slice(0, SHOWN).map((part) => partLine(study, part)),
      restLine(study, parts),
      failedPoint(study),
    ]),
    next: [firstStep(study)],
    notes: estimateNotes(study),
  });
}

function partLine(study: UserStudy, part: SpendPart): Line {
  const f = figures(study, 'facts/user_warehouses').of(part.entity.ref);
  const kind = words(
    part.kind === 'job'
      ? 'job'
      : part.kind === 'warehouse'
        ? 'warehouse, by query time'
        : 'cluster, by time awake',
  );
  const cost = f.usd('cost', 'cost that leads to the person', part.micros);
  const before = study.window.hasPrevious
    ? line`, ${f.past().usd('cost', 'cost that led to the person in the period before', part.previousMicros)} before`
    : [];
  const share =
    part.kind === 'job' ? [] : line`, ${f.percent('share', 'share of the person', part.share * 100)} of it`;
  return line`${part.entity} ${cost} (${kind}${share}${before})`;
}

function restLine(study: UserStudy, parts: readonly SpendPart[]): Line | null {
  const rest = parts.slice(SHOWN);
  if (rest.length === 0) return null;
  const f = figures(study, 'facts/user_warehouses');
  const shown = parts.slice(0, SHOWN).reduce((sum, part) => sum + changeInCents(part.micros, 0), 0);
  const micros = f.usd('rest', 'all smaller parts', changeInCents(sumOf(parts), 0) - shown);
  return line`${counted(f.count('rest.count', 'smaller parts', rest.length), 'smaller part')} ${micros}`;
}

/** Queries that ended in an error are paid for like others. */
function failedPoint(study: UserStudy): Line | null {
  const uses = usesOf(study, 'current');
  const failed = uses.reduce((sum, use) => sum + use.failed, 0);
  if (failed === 0) return null;
  const micros = uses.reduce(
    (sum, use) => sum + (use.all_ms === 0 ? 0 : Math.round((use.cost_micros * use.failed_ms) / use.all_ms)),
    0,
  );
  const f = figures(study, 'facts/user_warehouses');
  return line`${counted(f.count('failed', 'failed queries', failed), 'failed query', 'failed queries')} ${words(failed === 1 ? 'makes' : 'make')} about ${f.usd('failed.cost', 'cost of failed queries, an estimate', micros)} of it.`;
}
