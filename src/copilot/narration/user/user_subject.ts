// A person: how they are studied, what their card says, and who writes each chip.
import { formatUsd, microsToUsd } from '#src/lib/money.ts';
import { type Line, line, quote, strong } from '#src/reports/line.ts';
import { gatherUser, type UserStudy } from '../../study/user_study.ts';
import { type CardText, defineSubject } from '../../subject.ts';
import { figures } from '../common/figures.ts';
import { counted, said } from '../common/phrases.ts';
import { trendOf } from '../common/trend.ts';
import { markSinceBefore } from '../compute/compared.ts';
import { type Narration, notApplicable } from '../draft.ts';
import { drivers } from './drivers.ts';
import { explain } from './explain.ts';
import { nextSteps } from './next_steps.ts';
import { cutCost } from './optimize.ts';
import { costFact, previousCostFact } from './user_facts.ts';
import { partsOf, type SpendPart, sumOf, usesOf } from './user_spend.ts';

export const userSubject = defineSubject<UserStudy>({
  type: 'user',
  gather: gatherUser,
  card,
  progress: (study) => line`Reading ${queriesText(study)} and ${jobsText(study)} …`,
  narrators: {
    'understand.explain': explain,
    'diagnose.drivers': drivers,
    'optimize.cut_cost': cutCost,
    'monitor.next_steps': nextSteps,
    'monitor.trend': trend,
  },
});

function queriesText(study: UserStudy): Line {
  const queries = usesOf(study, 'current').reduce((sum, use) => sum + use.queries, 0);
  return counted(
    figures(study, 'facts/user_warehouses').count('queries', 'queries in the period', queries),
    'query',
    'queries',
  );
}

function jobsText(study: UserStudy): Line {
  return counted(figures(study, 'facts/user_jobs').count('jobs', 'jobs owned', study.jobs.length), 'job');
}

function card(study: UserStudy): CardText {
  const { department, workspace_name } = study.profileRow;
  const parts = partsOf(study);
  const change = markSinceBefore(study, sumOf(parts), sumOf(parts, 'previousMicros'), () =>
    previousCostFact(study, parts),
  );
  return {
    subtitle: line`person${department ? line` in ${quote(department)}` : line`, no department recorded`}${workspace_name ? line` · ${quote(workspace_name)}` : []}`,
    figures: said([
      sumOf(parts) === 0
        ? line`No cost leads to them in the period`
        : line`About ${strong(costFact(study, parts))} of cost leads to them${change}`,
      line`${queriesText(study)} · owns ${jobsText(study)}`,
    ]),
    drills: [
      drill('Jobs', parts, ['job']),
      drill('Warehouses and clusters', parts, ['warehouse', 'cluster']),
    ].filter((group) => group.entries.length > 0),
    openUrl: null,
  };
}

function drill(label: string, parts: readonly SpendPart[], kinds: readonly string[]) {
  const own = parts
    .filter((part) => kinds.includes(part.kind) && (part.kind === 'job' || part.hours > 0))
    .slice(0, 25);
  const estimate = (part: SpendPart) => (part.kind === 'job' ? '' : 'about ');
  return {
    label,
    entries: own.map((part) => ({
      ...part.entity,
      note: `${estimate(part)}${formatUsd(microsToUsd(part.micros))}`,
    })),
  };
}

function trend(study: UserStudy): Narration {
  if (study.jobs.length === 0) {
    return notApplicable(
      line`No trend for ${study.subject}: they own no job, and use of warehouses and clusters has no cost per day and person.`,
      {
        next: [line`see what leads to them in the whole period (*Cost drivers*).`],
      },
    );
  }
  return trendOf({
    study,
    who: line`The jobs of ${study.subject}`,
    plural: true,
    daily: study.daily,
    statement: 'facts/user_daily',
    rising: line`find the job that rose (*Cost drivers* has both periods).`,
    peers: null,
    notes: [line`Only the jobs they own: use of warehouses and clusters has no cost per day and person.`],
  });
}
