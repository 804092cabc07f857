// Optimize: savings in the jobs a person owns and in the warehouses and clusters that are mostly theirs.
import { type Line, line } from '#src/reports/line.ts';
import { MOSTLY, type UserStudy } from '../../study/user_study.ts';
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
import { largestPart, said } from '../common/phrases.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { costFact, estimateNotes, silent, WORTH_MICROS, worthFact } from './user_facts.ts';
import { isSilent, partsOf, type SpendPart } from './user_spend.ts';

const SHOWN = 4;

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
  if (isSilent(study, parts)) return silent(study);
  const levers = leversOf(study);
  const [top] = levers;
  if (!top) return nothing(study, parts);
  const f = figures(study, 'facts/user_warehouses');
  const shown = notable(levers, SHOWN);
  const all = f.usd('savings.all', 'all savings together', totalMicros(levers));
  const points = said([
    ...shown.map((lever) => leverLine(study, lever)),
    restOfLevers(study, levers.slice(shown.length)),
  ]);
  const notes = said([whoseNote(study), ...estimateNotes(study).slice(1)]);
  if (totalMicros(levers) < WORTH_MICROS) {
    return draft(
      line`Nothing here is worth a conversation with ${study.subject}: all savings found come to ${all}, and it takes ${worthFact(study)} to be worth one.`,
      {
        points,
        next: [line`look at the warehouses and clusters they use instead (*Cost drivers* lists them).`],
        notes,
      },
    );
  }
  const most =
    levers.length === 1
      ? line`at ${top.entity}`
      : line`${largestPart(f, top.saving.micros, totalMicros(levers))} at ${top.entity}`;
  return draft(line`Up to ${all} can go where ${study.subject} decides, ${most}.`, {
    points,
    next: [line`open ${top.entity} and press *Cut cost*: it also says what speaks against the change.`],
    notes,
  });
}

function nothing(study: UserStudy, parts: readonly SpendPart[]): Narration {
  return notApplicable(
    line`No saving with ${study.subject}: none was found in the jobs they own, and no warehouse or cluster is mostly theirs (about ${costFact(study, parts)} leads to them).`,
    {
      next: [line`see what they use (*Cost drivers*) and look at those cards.`],
      notes: estimateNotes(study),
    },
  );
}

function whoseNote(study: UserStudy): Line {
  const share = figures(study, 'facts/user_warehouses').percent(
    'mostly',
    'share from which a warehouse or cluster counts as mostly one person’s',
    MOSTLY * 100,
  );
  return line`Looked at are the jobs they own, and warehouses and clusters of whose query time or time awake ${share} or more is theirs; most of a saving there is the warehouse’s own idle time and helps everybody on it.`;
}
