// A type of compute: how it is studied, what its card says, and who writes each chip.
import { formatUsd, microsToUsd } from '#src/lib/money.ts';
import { ratio } from '#src/lib/stats.ts';
import { type Line, line, strong, words } from '#src/reports/line.ts';
import { type ComputeTypeStudy, gatherComputeType } from '../../study/compute_type_study.ts';
import { type CardText, defineSubject } from '../../subject.ts';
import { figures } from '../common/figures.ts';
import { changeMark, listed, said } from '../common/phrases.ts';
import { trendOf } from '../common/trend.ts';
import type { Narration } from '../draft.ts';
import { drivers } from './drivers.ts';
import { explain } from './explain.ts';
import { nextSteps } from './next_steps.ts';
import { cutCost } from './optimize.ts';
import {
  activeMembers,
  allMicros,
  costFact,
  membersText,
  nouns,
  totals,
  unpricedNote,
} from './type_measures.ts';
import { whatChanged } from './what_changed.ts';

/** Products named on the card. */
const PRODUCTS = 6;

export const computeTypeSubject = defineSubject<ComputeTypeStudy>({
  type: 'compute_type',
  gather: gatherComputeType,
  card,
  progress: (study) => line`Reading ${membersText(study)} …`,
  narrators: {
    'understand.explain': explain,
    'diagnose.drivers': drivers,
    'diagnose.what_changed': whatChanged,
    'optimize.cut_cost': cutCost,
    'monitor.next_steps': nextSteps,
    'monitor.trend': trend,
  },
});

function card(study: ComputeTypeStudy): CardText {
  return {
    subtitle: line`type of compute · ${membersText(study)}`,
    figures: said([moneyLine(study), topLine(study)]),
    drills: [drill(study)].filter((group) => group.entries.length > 0),
    openUrl: null,
  };
}

function moneyLine(study: ComputeTypeStudy): Line {
  const change = changeMark(study, totals(study, 'current').costMicros, totals(study, 'previous').costMicros);
  const share = ratio(totals(study, 'current').costMicros * 100, allMicros(study, 'current'));
  const of =
    share === null
      ? []
      : line` · ${strong(figures(study, 'facts/compute_type_daily').percent('share', 'share of the cost of all compute', share))} of all compute`;
  return line`Cost ${strong(costFact(study))}${change}${of}`;
}

function topLine(study: ComputeTypeStudy): Line | null {
  // Products have no menu to look them up in, so all that fit are named.
  const shown = activeMembers(study).slice(0, study.type === 'OTHER' ? PRODUCTS : 1);
  if (shown.length === 0) return null;
  const f = figures(study, 'facts/spend_members');
  const items = shown.map(
    ({ ref, label, member }) =>
      line`${label} ${f.of(ref).usd('cost', 'cost in the period', member.cost_micros)}`,
  );
  return line`${words(shown.length === 1 ? 'Largest' : 'Products')}: ${listed(items)}`;
}

function drill(study: ComputeTypeStudy) {
  const label = nouns(study)[1];
  const entries = activeMembers(study)
    .filter(({ entity }) => entity !== null)
    .slice(0, 25)
    .map(({ entity, member }) => ({ ...entity!, note: formatUsd(microsToUsd(member.cost_micros)) }));
  return { label: `${label.charAt(0).toUpperCase()}${label.slice(1)}`, entries };
}

function trend(study: ComputeTypeStudy): Narration {
  return trendOf({
    study,
    plural: study.type !== 'OTHER',
    daily: study.daily.filter((row) => row.compute_type === study.type),
    statement: 'facts/compute_type_daily',
    rising: line`find out which of its ${words(nouns(study)[1])} rose (*What changed?*).`,
    peers: peersLine(study),
    notes: said([unpricedNote(study)]),
  });
}

/** The other types together, against the period before. */
function peersLine(study: ComputeTypeStudy): Line | null {
  const [now, before] = [totals(study, 'current').costMicros, totals(study, 'previous').costMicros];
  const [otherNow, otherBefore] = [allMicros(study, 'current') - now, allMicros(study, 'previous') - before];
  const [mine, theirs] = [
    ratio((now - before) * 100, before),
    ratio((otherNow - otherBefore) * 100, otherBefore),
  ];
  if (!study.window.hasPrevious || mine === null || theirs === null) return null;
  const f = figures(study, 'facts/compute_type_daily');
  return line`Against the period before it moved by ${f.percentDelta('change.pct', 'change of cost on the period before', mine)}; all other compute together by ${f.percentDelta('others.change.pct', 'change of the cost of all other compute', theirs)}.`;
}
