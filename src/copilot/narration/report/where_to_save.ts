// Optimize: the largest savings in a report, each with current, changed, difference and risk.
import { ratio } from '#src/lib/stats.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import { type ReportStudy, SPOT_REPORT } from '../../study/report_study.ts';
import { type Figures, figures } from '../common/figures.ts';
import {
  bySize,
  fleetLevers,
  jobLevers,
  type Lever,
  leverLine,
  notable,
  restOfLevers,
  shortLever,
  totalMicros,
} from '../common/levers.ts';
import { capital, counted, said } from '../common/phrases.ts';
import { worthFact } from '../common/saving.ts';
import { machinePremise, notInThisBill, streamFact } from '../common/spot_estimate.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { pick } from './pick.ts';
import { type SpotLevers, spotLevers } from './spot_levers.ts';

const SHOWN = 5;

export function whereToSave(study: ReportStudy): Narration {
  return study.report.report.id === SPOT_REPORT ? whereSpotSaves(study) : whereThisBillSaves(study);
}

function whereThisBillSaves(study: ReportStudy): Narration {
  const levers = bySize([
    ...jobLevers(study.jobs),
    ...study.fleets.flatMap((fleet) => fleetLevers(study, fleet)),
  ]);
  const [top] = levers;
  if (!top) return nothing(study);
  const shown = notable(levers, SHOWN);
  return draft(line`The largest saving in this report is at ${shortLever(study, top)}.`, {
    points: said([
      ...shown.map((lever) => leverLine(study, lever)),
      restOfLevers(study, levers.slice(shown.length)),
      totalPoint(study, levers),
    ]),
    next: [open(study, top)],
    notes: said([
      line`Savings of one job or warehouse are computed one after another, as on its own card, so they may be added; each is the most it could be in such a period, and at least ${least(study)}.`,
      endedNote(study),
      line`Spot is not in this list: ${notInThisBill()}. *Cut cost* of a job estimates what more of it would do.`,
    ]),
  });
}

function open(study: ReportStudy, { entity }: Lever): Line {
  return line`${pick(study, entity)} and press *Cut cost*: it shows the same sums, and what else can be done there.`;
}

function least(study: ReportStudy) {
  return worthFact(memberFigures(study));
}

function memberFigures(study: ReportStudy): Figures {
  return figures(study, 'facts/spend_members');
}

function totalPoint(study: ReportStudy, levers: readonly Lever[]): Line | null {
  const cost = study.members.reduce((sum, { member }) => sum + member.cost_micros, 0);
  const share = ratio(totalMicros(levers) * 100, cost);
  if (levers.length < 2 || share === null) return null;
  const f = memberFigures(study);
  return line`All of them together: up to ${f.usd('savings.all', 'all savings together', totalMicros(levers))} of the ${f.usd('total', 'total of the period', cost)} (${f.percent('savings.pct', 'all savings as a share of the cost', share)}).`;
}

/** Jobs that cost something in the period and run no more: nothing is proposed for them. */
function endedNote(study: ReportStudy): Line | null {
  const ended = study.jobs.filter((job) => job.ended !== null).length;
  if (ended === 0) return null;
  const count = counted(
    memberFigures(study).count('jobs.ended', 'jobs that do not run any more', ended),
    'job',
  );
  return line`${count} that ${words(ended === 1 ? 'does' : 'do')} not run any more ${words(ended === 1 ? 'is' : 'are')} left out.`;
}

/** All of it is about the machine bill, so it is an estimate and belongs to no sum of this bill. */
function whereSpotSaves(study: ReportStudy): Narration {
  const found = spotLevers(study);
  const [top] = found.levers;
  const notes = said([premiseNote(study), leftOutNote(study, found), endedNote(study)]);
  if (!top) return noSpotSaving(study, notes);
  const shown = notable(found.levers, SHOWN);
  return draft(
    line`Not in this bill: on the machine bill, the largest estimate is at ${shortLever(study, top)}.`,
    {
      points: said([
        ...shown.map((lever) => leverLine(study, lever)),
        restOfLevers(study, found.levers.slice(shown.length)),
      ]),
      next: [
        line`${pick(study, top.entity)} and press *Cut cost*: it shows what goes off this bill first, and the same estimate apart.`,
      ],
      notes,
    },
  );
}

function premiseNote(study: ReportStudy): Line {
  return line`${capital(notInThisBill())}. The sums are estimates, ${machinePremise()}, with the spot discount as a setting; below ${least(study)} none is named.`;
}

function leftOutNote(study: ReportStudy, { streams, disturbed }: SpotLevers): Line | null {
  const f = memberFigures(study);
  const parts = said([
    streams === 0
      ? null
      : line`${counted(f.count('jobs.streams', 'streams with room for spot', streams), 'job')} with runs of ${streamFact(f)} or more, because one eviction stops a stream`,
    disturbed === 0
      ? null
      : line`${counted(f.count('jobs.disturbed', 'disturbed jobs with room for spot', disturbed), 'job')} with evictions or frequent failures`,
  ]);
  if (parts.length === 0) return null;
  return line`Left out of more spot: ${parts.flatMap((part, i) => (i === 0 ? part : line`, and ${part}`))}; *Cut cost* of each has its estimate.`;
}

function noSpotSaving(study: ReportStudy, notes: readonly Line[]): Narration {
  return notApplicable(
    line`No change of spot stands out in ${study.subject}: no job loses more to evictions than on demand would cost, and no calm job has much on demand.`,
    { next: [line`ask whether the largest entry is still needed (*Explain this report* names it).`], notes },
  );
}

function nothing(study: ReportStudy): Narration {
  if (study.members.every(({ member }) => member.cost_micros === 0))
    return notApplicable(
      line`Nothing was billed in ${study.subject} over these days, so there is nothing to save.`,
      {
        next: [line`drop a filter or choose other days.`],
      },
    );
  return notApplicable(
    line`No saving of ${least(study)} or more stands out in ${study.subject}, so nothing here is worth a person’s time: failed runs cost less than that, CPU is near what is aimed for where it is measured, and auto-stop is short where it is recorded.`,
    {
      next: [line`ask whether the largest entry is still needed (*Explain this report* names it).`],
      notes: said([endedNote(study)]),
    },
  );
}
