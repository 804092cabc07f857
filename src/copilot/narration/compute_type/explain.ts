// Understand: what a type of compute is, what it costs, its share, and who is behind it.
import { ratio } from '#src/lib/stats.ts';
import { countToMark, PARETO_MARK_PCT } from '#src/reports/concentration.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { ComputeType, ComputeTypeStudy } from '../../study/compute_type_study.ts';
import { isUnattributed } from '../../study/spend.ts';
import { figures } from '../common/figures.ts';
import { changeClause, counted, listed, periodLength, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { firstStep } from './next_steps.ts';
import {
  activeMembers,
  allMicros,
  costFact,
  isSilent,
  nouns,
  silent,
  totals,
  unpricedNote,
} from './type_measures.ts';

const MEANINGS: Readonly<Record<ComputeType, string>> = {
  JOB_RUN: 'Compute that starts for a run of a job and ends with it; serverless jobs are here too.',
  SQL_WAREHOUSE:
    'Warehouses that answer SQL from dashboards, notebooks and tools; they cost while they are awake, with or without queries.',
  APC_CLUSTER:
    'Clusters that people share for notebooks; they cost while they are awake, at a higher price per DBU than jobs.',
  OTHER: 'Everything that is no job, warehouse or cluster: pipelines, model serving, vector search, storage.',
};

/** Products named, which no menu lists. */
const PRODUCTS = 6;

export function explain(study: ComputeTypeStudy): Narration {
  if (isSilent(study)) return silent(study);
  return draft(headline(study), {
    points: said([
      [words(MEANINGS[study.type])],
      sharePoint(study),
      membersPoint(study),
      largestPoint(study),
      unitPoint(study),
    ]),
    next: [firstStep(study)],
    notes: said([unpricedNote(study)]),
  });
}

function headline(study: ComputeTypeStudy): Line {
  const change = changeClause(
    study,
    totals(study, 'current').costMicros,
    totals(study, 'previous').costMicros,
  );
  return line`${study.subject} cost ${costFact(study)} in ${periodLength(study)}${change}.`;
}

function sharePoint(study: ComputeTypeStudy): Line | null {
  const all = allMicros(study, 'current');
  const share = ratio(totals(study, 'current').costMicros * 100, all);
  if (share === null || share > 99.99) return null;
  const f = figures(study, 'facts/compute_type_daily');
  const before = study.window.hasPrevious
    ? ratio(totals(study, 'previous').costMicros * 100, allMicros(study, 'previous'))
    : null;
  const past =
    before === null
      ? []
      : line`, ${f.past().percent('share', 'share of the cost of all compute in the period before', before)} in the period before`;
  return line`That is ${f.percent('share', 'share of the cost of all compute', share)} of all ${f.usd('cost.all', 'cost of all compute', all)}${past}.`;
}

function membersPoint(study: ComputeTypeStudy): Line | null {
  const members = activeMembers(study);
  if (members.length < 2) return null;
  const f = figures(study, 'facts/spend_members');
  const core = members.slice(0, countToMark(members.map(({ member }) => member.cost_micros)));
  const mark = f.percent('mark', 'the Pareto mark', PARETO_MARK_PCT);
  if (core.length === members.length) return null;
  const known = core.filter((named) => !isUnattributed(named)).length;
  const count = f.count('members.core', 'members that make most of the cost', known);
  if (known < core.length) return line`${count} of them and unattributed usage make ${mark} of it.`;
  const all = members.filter((named) => !isUnattributed(named)).length;
  const whole = counted(f.count('members', 'members with cost', all), ...nouns(study));
  return line`${count} of ${whole} ${words(known === 1 ? 'makes' : 'make')} ${mark} of it.`;
}

function largestPoint(study: ComputeTypeStudy): Line {
  const f = figures(study, 'facts/spend_members');
  const top = activeMembers(study)
    .slice(0, study.type === 'OTHER' ? PRODUCTS : 3)
    .map(({ label, ref, member }) => {
      const own = f.of(ref);
      const before =
        study.window.hasPrevious && member.previous_cost_micros > 0
          ? line`, ${own.past().usd('cost', 'cost in the period before', member.previous_cost_micros)} before`
          : [];
      return line`${label} (${own.usd('cost', 'cost in the period', member.cost_micros)}${before})`;
    });
  return line`${words(study.type === 'OTHER' ? 'Products' : 'Largest')}: ${listed(top)}.`;
}

/** What a DBU costs here, and how busy the machines are where that is measured. */
function unitPoint(study: ComputeTypeStudy): Line | null {
  const { costMicros, dbuMicros, cpuPct } = totals(study, 'current');
  const price = ratio(costMicros, dbuMicros);
  if (price === null) return null;
  const f = figures(study, 'facts/compute_type_daily');
  const cpu =
    cpuPct === null
      ? line`CPU is not measured here, so use is not assessed`
      : line`where CPU is measured it is ${f.percent('cpu', 'mean CPU utilization', cpuPct)} busy`;
  return line`${f.dbu('dbus', 'DBUs consumed', dbuMicros / 1e6)} at ${f.price('price', 'mean cost per DBU', price)} each; ${cpu}.`;
}
