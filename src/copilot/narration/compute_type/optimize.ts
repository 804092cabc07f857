// Optimize: the largest savings inside one type of compute: current, changed, difference, risk.
import { ratio } from '#src/lib/stats.ts';
import { line, words } from '#src/reports/line.ts';
import type { ComputeTypeStudy } from '../../study/compute_type_study.ts';
import { figures } from '../common/figures.ts';
import { leverLine, notable, restOfLevers, totalMicros } from '../common/levers.ts';
import { said } from '../common/phrases.ts';
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
    line`Up to ${all} of the ${costFact(study)} of ${study.subject} can go (${pct}), most of it at ${top.entity}.`,
    {
      points: said([
        ...shown.map((lever) => leverLine(study, lever)),
        restOfLevers(study, levers.slice(shown.length)),
      ]),
      next: [line`open ${top.entity} and press *Cut cost*: it has what speaks against as well.`],
      notes: said([
        line`Savings of one ${words(nouns(study)[0])} are computed one after another, so they may be added; each is the most it could be.`,
        study.type === 'SQL_WAREHOUSE'
          ? line`Sizes of warehouses are judged on their own cards (*Right-size*), because that takes the times of their queries.`
          : null,
        study.type === 'JOB_RUN'
          ? line`Spot is not in this list: DBU list prices are the same on spot, its saving is on the cloud bill (*Spot and evictions* of a job).`
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
      : line`auto-stop is short where it is recorded, CPU is near what is aimed for where it is measured, and failed runs cost little`;
  return notApplicable(line`No saving in the set-up of ${study.subject} (${costFact(study)}): ${why}.`, {
    next: [
      line`see which ${words(nouns(study)[1])} make the cost (*Cost drivers*) and ask whether each is still needed.`,
    ],
    notes: said([unpricedNote(study)]),
  });
}
