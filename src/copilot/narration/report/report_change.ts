// Diagnose: a report against the period before: who is new, gone, rose and fell, in dollars that add up to the change.
import { microsToUsd } from '#src/lib/money.ts';
import { ratio } from '#src/lib/stats.ts';
import { compareText } from '#src/lib/text.ts';
import { computeTypeName } from '#src/reports/catalog/compute_type_cost.ts';
import { MANY_TIMES_PCT } from '#src/reports/changes.ts';
import { countToMark, PARETO_MARK_PCT } from '#src/reports/concentration.ts';
import { form, type Line, line, words } from '#src/reports/line.ts';
import { isJobsOnly, scopePhrase } from '#src/reports/scope.ts';
import {
  CHANGE_REPORT,
  PARETO_REPORT,
  type ReportStudy,
  SPOT_REPORT,
  TYPES_REPORT,
} from '../../study/report_study.ts';
import { isUnattributed, type NamedMember } from '../../study/spend.ts';
import { changeInCents, partsInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { type Moves, movePoints, movesOf } from '../common/movers.ts';
import { counted, listed, periodBefore, said } from '../common/phrases.ts';
import { changeWriters, moneyWriter, needsCents, type Writer, writer } from '../common/precision.ts';
import { isMaterial, priceSteps, stepText, totalEffect } from '../common/price_change.ts';
import { draft, type Narration, notApplicable } from '../draft.ts';
import { adopted } from './adopted.ts';
import { pick } from './pick.ts';
import { termsPoint } from './terms_point.ts';

const SHOWN = 6;

/** The measure of the report: cost, or its part on spot. */
function amountsOf(study: ReportStudy): (named: NamedMember) => readonly [number, number] {
  return study.report.report.id === SPOT_REPORT
    ? ({ member }) => [member.spot_micros, member.previous_spot_micros]
    : ({ member }) => [member.cost_micros, member.previous_cost_micros];
}

export function movesOfReport(study: ReportStudy): Moves {
  return movesOf(study.members, amountsOf(study));
}

export function reportChange(study: ReportStudy): Narration {
  const previous = total(study, 1);
  if (!study.window.hasPrevious) {
    return notApplicable(
      line`There is nothing to compare with: the data do not reach back a whole period before this one.`,
      {
        next: [line`choose a shorter or later period.`],
      },
    );
  }
  if (previous === 0 && total(study, 0) === 0) {
    return notApplicable(
      line`Nothing to compare: ${measure(study)} was zero in this period and in the one before.`,
      {
        next: [line`drop a filter or choose other days.`],
      },
    );
  }
  const moves = movesOfReport(study);
  const cents = inCents(study, moves);
  const write = writer(cents);
  return draft(headline(study, moves, write), {
    points: said([
      ...typePoints(study),
      ...movePoints(study, moves, SHOWN, cents),
      study.report.report.id === CHANGE_REPORT ? termsPoint(study) : pricePoint(study, moves),
      corePoint(study),
      evictionPoint(study),
    ]),
    next: [next(study, moves)],
    notes: [
      line`The parts by name add up to the ${write(changeFact(study, moves))}; nothing is left over.${typesNote(study)}`,
      ...study.report.notes
        .filter((note) => !study.report.method.includes(note))
        .map((note) => adopted(study, note)),
    ],
  });
}

function total(study: ReportStudy, index: 0 | 1): number {
  return study.members.reduce((sum, named) => sum + amountsOf(study)(named)[index], 0);
}

function measure(study: ReportStudy): Line {
  const all = isJobsOnly(study.params) ? 'Cost of job runs' : 'Cost of all compute';
  const name = { [SPOT_REPORT]: 'Job cost on spot', [TYPES_REPORT]: all, [CHANGE_REPORT]: all }[
    study.report.report.id
  ];
  return line`${words(name ?? 'Job cost')}${scopePhrase(study.report.scope)}`;
}

function changeFact(study: ReportStudy, moves: Moves) {
  return figures(study, 'facts/spend_members').usdDelta(
    'change',
    'change on the period before',
    moves.change,
  );
}

/** 'Job cost rose by $1,875 on the 30 days before (+3.7%): $52,342 after $50,467.' */
/** Whether the totals of the headline subtract only with their cents. */
function inCents(study: ReportStudy, { change }: Moves): boolean {
  const [now, before] = [total(study, 0), total(study, 1)].map(microsToUsd) as [number, number];
  return needsCents([now, -before], microsToUsd(change));
}

function headline(study: ReportStudy, moves: Moves, write: Writer): Line {
  const f = figures(study, 'facts/spend_members');
  const now = f.usd('total', 'total of the period', total(study, 0));
  const before = f.past().usd('total', 'total of the period before', total(study, 1));
  if (moves.change === 0) return line`${measure(study)} is the same as in ${periodBefore(study)}: ${now}.`;
  const amount = write(changeFact(study, moves), 'unsigned');
  return line`${measure(study)} ${words(moves.change > 0 ? 'rose' : 'fell')} by ${amount}${shareText(study)} on ${periodBefore(study)}: ${write(now)} after ${write(before)}.`;
}

/** ' (3.7%)'; nothing where the amounts say it better. */
function shareText(study: ReportStudy): Line {
  const before = total(study, 1);
  const pct = ratio((total(study, 0) - before) * 100, before);
  if (pct === null || before < 0 || Math.abs(pct) < 0.05 || pct >= MANY_TIMES_PCT) return [];
  const f = figures(study, 'facts/spend_members');
  return line` (${form(f.percentDelta('change.pct', 'relative change on the period before', pct), 1)})`;
}

/** The same change in another cut: what list prices did, and the rest, which is use. */
function pricePoint(study: ReportStudy, moves: Moves): Line | null {
  const steps = priceSteps(study, study.daily);
  const price = totalEffect(steps);
  if (study.report.report.id === SPOT_REPORT || !isMaterial(price, moves.change)) return null;
  const [a, b] = partsInCents(moves.change, [price, moves.change - price]) as [number, number];
  const write = moneyWriter([microsToUsd(a), microsToUsd(b)], microsToUsd(moves.change));
  const f = figures(study, 'facts/compute_type_daily');
  const byPrice = write(f.usdDelta('change.price', 'part of the change from list prices', a));
  const byUse = write(f.usdDelta('change.use', 'part of the change from use', b));
  return line`The same change by price and use: list prices ${byPrice} (${listed(steps.map((step) => stepText(study, step)))}), use ${byUse}.`;
}

/** More than one type, which a filter that only jobs have leaves out. */
function hasTypes(study: ReportStudy): boolean {
  return study.report.report.id === TYPES_REPORT && !isJobsOnly(study.params);
}

/** For the report about types: the same change by type, in one line. */
function typePoints(study: ReportStudy): Line[] {
  if (!hasTypes(study)) return [];
  const byType = new Map<string, { now: number; before: number }>();
  for (const { member } of study.members) {
    const type = ['JOB_RUN', 'SQL_WAREHOUSE', 'APC_CLUSTER'].includes(member.parent_type)
      ? member.parent_type
      : 'OTHER';
    const sums = byType.get(type) ?? { now: 0, before: 0 };
    byType.set(type, {
      now: sums.now + member.cost_micros,
      before: sums.before + member.previous_cost_micros,
    });
  }
  const rows = [...byType].map(([type, sums]) => ({ type, ...sums }));
  rows.sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before) || compareText(a.type, b.type));
  const changes = rows.map(({ now, before }) => ({
    now: microsToUsd(now),
    before: microsToUsd(before),
    change: microsToUsd(changeInCents(now, before)),
  }));
  const write = changeWriters(changes, microsToUsd(changeInCents(total(study, 0), total(study, 1))));
  return rows.flatMap((row, i) => (changes[i]!.change === 0 ? [] : [typeLine(study, row, write[i]!)]));
}

interface TypeChange {
  readonly type: string;
  readonly now: number;
  readonly before: number;
}

function typeLine(study: ReportStudy, { type, now, before }: TypeChange, write: Writer): Line {
  const entity = { ref: `compute_type:${type}`, name: computeTypeName(type) };
  const f = figures(study, 'facts/spend_members').of(entity.ref);
  const amount = write(f.usdDelta('change', 'change on the period before', changeInCents(now, before)));
  const past = write(f.past().usd('cost', 'cost in the period before', before));
  return line`${entity} ${amount}: ${past} → ${write(f.usd('cost', 'cost in the period', now))}`;
}

function typesNote(study: ReportStudy): Line {
  return hasTypes(study) ? line` The first lines say the same by type.` : [];
}

function evictionPoint(study: ReportStudy): Line | null {
  if (study.report.report.id !== SPOT_REPORT) return null;
  const sum = (column: 'evictions' | 'previous_evictions') =>
    study.evictions.reduce((all, row) => all + row[column], 0);
  const f = figures(study, 'facts/eviction_counts');
  const rose = [...study.evictions].sort(
    (a, b) =>
      b.evictions - b.previous_evictions - (a.evictions - a.previous_evictions) ||
      compareText(a.job_id, b.job_id),
  )[0];
  const named = rose && study.members.find(({ member }) => member.subject_id === rose.job_id);
  const top =
    named && rose.evictions > rose.previous_evictions
      ? line`; most more at ${named.label} (${f.of(named.ref).past().count('evictions', 'evictions in the period before', rose.previous_evictions)} → ${f.of(named.ref).count('evictions', 'evictions in the period', rose.evictions)})`
      : [];
  return line`Evictions ${f.past().count('evictions', 'evictions in the period before', sum('previous_evictions'))} → ${f.count('evictions', 'evictions in the period', sum('evictions'))}${top}.`;
}

/** For the report about few and many: who joined the few and who left them. */
function corePoint(study: ReportStudy): Line | null {
  if (study.report.report.id !== PARETO_REPORT) return null;
  const [now, before] = [coreOf(study, 0), coreOf(study, 1)];
  const f = figures(study, 'facts/spend_members');
  const joined = now.filter((named) => !before.includes(named));
  const left = before.filter((named) => !now.includes(named));
  const names = (list: readonly NamedMember[]) =>
    listed(list.slice(0, 3).map((named) => line`${named.label}`));
  const parts = [
    ...(joined.length > 0 ? [line`${names(joined)} joined them`] : []),
    ...(left.length > 0 ? [line`${names(left)} left them`] : []),
  ];
  const mark = f.percent('mark', 'the Pareto mark', PARETO_MARK_PCT);
  const [few, past] = [now, before].map((core) => core.filter((named) => !isUnattributed(named)).length) as [
    number,
    number,
  ];
  const unknown = few < now.length ? ' and unattributed usage' : '';
  const count = counted(f.count('core', 'jobs that make most of the cost', few), 'job');
  const verb = few === 1 && unknown === '' ? ' makes' : ' make';
  const was = f.past().count('core', 'jobs that made most of the cost in the period before', past);
  return line`${count}${words(`${unknown}${verb}`)} ${mark} of the cost, ${was} in the period before${parts.length > 0 ? line`; ${listed(parts)}` : []}.`;
}

function coreOf(study: ReportStudy, index: 0 | 1): NamedMember[] {
  const value = (named: NamedMember) => amountsOf(study)(named)[index];
  const sorted = study.members
    .filter((named) => value(named) > 0)
    .sort((a, b) => value(b) - value(a) || compareText(a.ref, b.ref));
  return sorted.slice(0, countToMark(sorted.map(value)));
}

function next(study: ReportStudy, moves: Moves): Line {
  const top = moves.movers.find((mover) => mover.now > mover.before && mover.named.entity !== null);
  if (!top?.named.entity)
    return line`nothing rose that could be looked into; the report can be sent every week (*Send this weekly*).`;
  const there = pick(study, top.named.entity);
  if (top.before === 0) return line`${there}: it is new, and *Owner and dependents* says whose it is.`;
  return line`${there}: its own *What changed?* splits the rise into causes.`;
}
