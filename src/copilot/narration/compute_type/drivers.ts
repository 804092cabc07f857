// Diagnose: what the cost of a type of compute is made of: members that add up, prices, weekends.
import { weekdayOf } from '#src/lib/dates.ts';
import { microsToUsd } from '#src/lib/money.ts';
import { skuName } from '#src/lib/sku_names.ts';
import { ratio, sum } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { type Line, line, quote, words } from '#src/reports/line.ts';
import type { ComputeTypeStudy } from '../../study/compute_type_study.ts';
import { isUnattributed, type NamedMember } from '../../study/spend.ts';
import { changeInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { counted, listed, said } from '../common/phrases.ts';
import { moneyWriter } from '../common/precision.ts';
import { draft, type Narration } from '../draft.ts';
import { firstStep } from './next_steps.ts';
import {
  activeMembers,
  costFact,
  daysIn,
  isSilent,
  nouns,
  silent,
  totals,
  unpricedNote,
} from './type_measures.ts';

const SHOWN = 5;
/** Below this change, in percent, a cost counts as unchanged. */
const FLAT_PCT = 0.5;

export function drivers(study: ComputeTypeStudy): Narration {
  if (isSilent(study)) return silent(study);
  return draft(headline(study), {
    points: said([...memberPoints(study), pricePoint(study), weekendPoint(study)]),
    next: [firstStep(study)],
    notes: said([unpricedNote(study)]),
  });
}

function headline(study: ComputeTypeStudy): Line {
  const top = activeMembers(study)[0];
  if (!top) return line`${study.subject} cost ${costFact(study)}.`;
  if (activeMembers(study).length === 1)
    return line`${top.label} is all there is of ${study.subject}: ${costFact(study)}.`;
  const share = ratio(top.member.cost_micros * 100, totals(study, 'current').costMicros) ?? 0;
  const f = figures(study, 'facts/spend_members').of(top.ref);
  return line`${top.label} alone is ${f.percent('share', 'share of the type', share)} of the ${costFact(study)} of ${study.subject}.`;
}

/** The largest, each with its cost, and the rest; as written they add up to the cost. */
function memberPoints(study: ComputeTypeStudy): Line[] {
  const members = activeMembers(study);
  const shown = members.slice(0, SHOWN);
  const rest = members.slice(SHOWN);
  const total = totals(study, 'current').costMicros;
  const f = figures(study, 'facts/spend_members');
  const left = changeInCents(total, 0) - sum(shown.map(({ member }) => changeInCents(member.cost_micros, 0)));
  const parts = [...shown.map(({ member }) => member.cost_micros), left].map(microsToUsd);
  const write = moneyWriter(parts, microsToUsd(total));
  const lines = shown.map(({ label, ref, member }) => {
    const own = f.of(ref);
    const share = own.percent('share', 'share of the type', ratio(member.cost_micros * 100, total) ?? 0);
    return line`${label} ${write(own.usd('cost', 'cost in the period', member.cost_micros))} (${share})${movedText(study, ref, member.cost_micros, member.previous_cost_micros)}`;
  });
  if (rest.length === 0) return lines;
  return [...lines, line`${restText(study, rest)} ${write(f.usd('rest.cost', 'cost of all others', left))}`];
}

/** '115 other jobs and unattributed usage' */
function restText(study: ComputeTypeStudy, rest: readonly NamedMember[]): Line {
  const known = rest.filter((named) => !isUnattributed(named)).length;
  if (known === 0) return [words('Unattributed usage')];
  const [one, many] = nouns(study);
  const count = figures(study, 'facts/spend_members').count('rest.count', 'all other members', known);
  const unknown = words(known < rest.length ? ' and unattributed usage' : '');
  return line`${counted(count, `other ${one}`, `other ${many}`)}${unknown}`;
}

function movedText(study: ComputeTypeStudy, ref: string, now: number, before: number): Line {
  const pct = ratio((now - before) * 100, before);
  if (!study.window.hasPrevious) return [];
  if (pct === null) return line`, new`;
  if (Math.abs(pct) < FLAT_PCT) return line`, level with the period before`;
  return line`, ${figures(study, 'facts/spend_members').of(ref).percentDelta('change.pct', 'change on the period before', pct)} on the period before`;
}

function pricePoint(study: ComputeTypeStudy): Line {
  const rows = daysIn(study, 'current').filter((row) => row.compute_type === study.type);
  const skus = [...new Set(rows.map((row) => row.compute_sku))]
    .map((sku) => {
      const own = rows.filter((row) => row.compute_sku === sku);
      return {
        sku,
        cost: own.reduce((sum, row) => sum + row.cost_micros, 0),
        dbus: own.reduce((sum, row) => sum + row.dbu_micros, 0),
      };
    })
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.cost - a.cost || compareText(a.sku, b.sku));
  const f = figures(study, 'facts/compute_type_daily');
  const parts = skus.slice(0, 4).map(({ sku, cost, dbus }) => {
    const own = f.of(`sku:${sku}`);
    const price = ratio(cost, dbus);
    return line`${quote(skuName(sku))} ${own.usd('cost', 'cost of the SKU', cost)}${price === null ? [] : line` at ${own.price('price', 'mean cost per DBU of the SKU', price)}`}`;
  });
  return parts.length === 0 ? [] : line`By price list: ${listed(parts)} per DBU.`;
}

function weekendPoint(study: ComputeTypeStudy): Line | null {
  const rows = daysIn(study, 'current').filter((row) => row.compute_type === study.type);
  if (study.window.days < 7) return null;
  const weekend = rows
    .filter((row) => [0, 6].includes(weekdayOf(row.day)))
    .reduce((sum, row) => sum + row.cost_micros, 0);
  const share = ratio(weekend * 100, totals(study, 'current').costMicros);
  if (share === null) return null;
  const f = figures(study, 'facts/compute_type_daily');
  return line`Saturdays and Sundays make ${f.usd('weekend.cost', 'cost on Saturdays and Sundays', weekend)}, ${f.percent('weekend.pct', 'share of the cost on Saturdays and Sundays', share)} of the cost.`;
}
