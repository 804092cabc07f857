// Optimize: savings in the jobs a person owns and in the warehouses and clusters that are mostly theirs.
import { type Line, line } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { figures } from '../common/figures.ts';
import {
  bySize,
  fleetLevers,
  jobLevers,
  type Lever,
  leverLine,
  notable,
  restOfLevers,
  totalMicros,
} from '../common/levers.ts';
import { said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { costFact, estimateNotes, silent } from './user_facts.ts';
import { partsOf, sumOf } from './user_spend.ts';

const SHOWN = 4;
/** From this share on a warehouse or cluster is mostly one person's. */
const MOSTLY = 0.5;

export function leversOf(study: UserStudy): Lever[] {
  const mine = new Set(
    partsOf(study)
      .filter((part) => part.kind !== 'job' && part.share >= MOSTLY)
      .map((part) => part.entity.ref),
  );
  const shared = [...fleetLevers(study, study.warehouses), ...fleetLevers(study, study.clusters)];
  return bySize([...jobLevers(study.waste), ...shared.filter((lever) => mine.has(lever.entity.ref))]);
}

export function cutCost(study: UserStudy): Narration {
  const parts = partsOf(study);
  if (sumOf(parts) === 0) return silent(study);
  const levers = leversOf(study);
  const [top] = levers;
  if (!top) {
    return notApplicable(
      line`No saving with ${study.subject}: no owned job fails or idles worth a dollar, and no warehouse or cluster is mostly theirs (about ${costFact(study, parts)}).`,
      {
        next: [line`see what they use (*Cost drivers*) and look at those cards.`],
        notes: estimateNotes(study),
      },
    );
  }
  const f = figures(study, 'facts/user_warehouses');
  const micros = totalMicros(levers);
  const shown = notable(levers, SHOWN);
  const all = f.usd('savings.all', 'all savings together', micros);
  return draft(line`Up to ${all} can go where ${study.subject} decides, most of it at ${top.entity}.`, {
    points: said([
      ...shown.map((lever) => leverLine(study, lever)),
      restOfLevers(study, levers.slice(shown.length)),
    ]),
    next: [line`open ${top.entity} and press *Cut cost*: it has what speaks against as well.`],
    notes: said([whoseNote(study), ...estimateNotes(study).slice(1)]),
  });
}

function whoseNote(study: UserStudy): Line {
  const share = figures(study, 'facts/user_warehouses').percent(
    'mostly',
    'share from which a warehouse or cluster counts as mostly one person’s',
    MOSTLY * 100,
  );
  return line`Counted are owned jobs, and warehouses and clusters of which ${study.subject} makes ${share} or more; a saving there helps everybody on it.`;
}
