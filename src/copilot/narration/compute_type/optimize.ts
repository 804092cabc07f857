// Optimize: the largest savings inside one type of compute: current, changed, difference, risk.
import { ratio } from '#src/lib/stats.ts';
import { line, words } from '#src/reports/line.ts';
import type { ComputeTypeStudy } from '../../study/compute_type_study.ts';
import { figures } from '../common/figures.ts';
import { leverLine, notable, restOfLevers, totalMicros } from '../common/levers.ts';
import { said } from '../common/phrases.ts';
import { worthFact } from '../common/saving.ts';
import { notInThisBill } from '../common/spot_estimate.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { costFact, isSilent, leversOf, nouns, silent, totals, unpricedNote } from './type_measures.ts';

const SHOWN = 4;

export function cutCost(study: ComputeTypeStudy): Narration {
  if (isSilent(study)) return silent(study);
  const levers = leversOf(study);
  if (levers.length === 0) return nothing(study);
  const micros = totalMicros(levers);
  const shown = notable(levers, SHOWN);
  const f = figures(study, 'facts/spend_members');
  const all = f.usd('savings.all', 'all savings together', micros);
  const pct = f.percent(
    'savings.pct',
    'all savings as a share of the cost',
    ratio(micros * 100, totals(study, 'current').costMicros) ?? 0,
  );
  const top = levers[0]!;
  return draft(
    line`Up to ${all} of the ${costFact(study)} of ${study.subject} can go (${pct}), the largest single saving at ${top.entity}.`,
    {
      points: said([
        ...shown.map((lever) => leverLine(study, lever)),
        restOfLevers(study, levers.slice(shown.length)),
      ]),
      next: [
        line`open ${top.entity} and press *Cut cost*: it shows the same sums, and what else can be done there.`,
      ],
      notes: said([
        line`Savings of one ${words(nouns(study)[0])} are computed one after another, as on its own card, so they may be added; each is the most it could be, and at least ${worthFact(f)}.`,
        study.type === 'JOB_RUN'
          ? line`Spot is not in this list: ${notInThisBill()}. *Cut cost* of a job estimates what more of it would do.`
          : null,
        unpricedNote(study),
      ]),
    },
  );
}

function nothing(study: ComputeTypeStudy): Narration {
  const why =
    study.type === 'OTHER'
      ? line`these data say what it cost, but not how it is set up`
      : line`auto-stop, sizes and failed runs offer less than that, where they can be judged`;
  const worth = worthFact(figures(study, 'facts/spend_members'));
  return notApplicable(
    line`No saving of ${worth} or more in the set-up of ${study.subject} (${costFact(study)}): ${why}.`,
    {
      next: [
        line`see which ${words(nouns(study)[1])} make the cost (*Cost drivers*) and ask whether each is still needed.`,
      ],
      notes: said([unpricedNote(study)]),
    },
  );
}
