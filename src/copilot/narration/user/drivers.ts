// Diagnose: what a person's cost is made of, in parts that add up, and what stays with the warehouses they use.
import { microsToUsd } from '#src/lib/money.ts';
import { ratio } from '#src/lib/stats.ts';
import type { Fact } from '#src/reports/facts.ts';
import { form, type Line, line } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { changeInCents } from '../common/cost_parts.ts';
import { figures } from '../common/figures.ts';
import { counted, listed, said } from '../common/phrases.ts';
import { moneyWriter, type Writer } from '../common/precision.ts';
import { draft, type Narration } from '../draft.ts';
import { firstStep } from './next_steps.ts';
import { costFact, estimateNotes, silent } from './user_facts.ts';
import { partsOf, type SpendPart, sumOf, usesOf } from './user_spend.ts';

const SHOWN = 5;

export function drivers(study: UserStudy): Narration {
  const parts = partsOf(study).filter((part) => part.micros > 0);
  const top = parts[0];
  if (!top) return silent(study);
  const rest = restMicros(parts);
  const shown = parts.slice(0, SHOWN);
  const write = moneyWriter(
    [...shown.map((part) => part.micros), rest].map(microsToUsd),
    microsToUsd(sumOf(parts)),
  );
  return draft(headline(study, parts, write), {
    points: said([
      ...shown.map((part) => partLine(study, part, write)),
      restLine(study, parts.slice(SHOWN), rest, write),
      ownPoint(study, parts),
      failedPoint(study, parts),
    ]),
    next: [firstStep(study)],
    notes: estimateNotes(study),
  });
}

function headline(study: UserStudy, parts: readonly SpendPart[], write: Writer): Line {
  const top = parts[0]!;
  const cost = write(costFact(study, parts));
  if (parts.length === 1)
    return line`All of the ${cost} that lead to ${study.subject} come from ${top.entity}.`;
  const share = figures(study, 'facts/user_warehouses')
    .of(top.entity.ref)
    .percent('of_person', 'share of what leads to the person', ratio(top.micros * 100, sumOf(parts)) ?? 0);
  return line`${top.entity} makes ${share} of the ${cost} that lead to ${study.subject}.`;
}

/** 'BI-1 $1.54 (warehouse: 14 min of statements at $6.60 an hour awake; $1.32 before)'. */
function partLine(study: UserStudy, part: SpendPart, write: Writer): Line {
  const f = figures(study, 'facts/user_warehouses').of(part.entity.ref);
  const cost = write(f.usd('cost.person', 'cost that leads to the person', part.micros));
  const before = study.window.hasPrevious ? line`; ${beforeText(study, part, write)} before` : [];
  return line`${part.entity} ${cost} (${howText(study, part)}${before})`;
}

function beforeText(study: UserStudy, part: SpendPart, write: Writer): Line {
  if (part.previousMicros === 0) return line`nothing`;
  const f = figures(study, 'facts/user_warehouses').of(part.entity.ref).past();
  const label = 'cost that led to the person in the period before';
  return line`${write(f.usd('cost.person', label, part.previousMicros))}`;
}

function howText(study: UserStudy, part: SpendPart): Line {
  const f = figures(study, 'facts/user_warehouses').of(part.entity.ref);
  if (part.kind === 'job') return line`job they own`;
  const share = f.percent('share', 'share of the person', part.share * 100);
  if (part.kind === 'cluster') {
    const hours = f.hours('hours', 'hours awake after a start of the person', part.hours);
    return line`cluster: awake for ${hours} after their starts, ${share} of its time awake`;
  }
  const time = f.minutes('minutes', 'query time of the person', part.hours * 60);
  const rate = f.usd('cost.statement_hour', 'cost of an hour of statements', part.cost?.hourMicros ?? 0);
  return line`warehouse: ${time} of statements at ${form(rate, 1)} an hour`;
}

/** What closes the sum, micro-dollars in whole cents. */
function restMicros(parts: readonly SpendPart[]): number {
  const shown = parts.slice(0, SHOWN).reduce((sum, part) => sum + changeInCents(part.micros, 0), 0);
  return parts.length > SHOWN ? changeInCents(sumOf(parts), 0) - shown : 0;
}

function restLine(
  study: UserStudy,
  rest: readonly SpendPart[],
  restMicros: number,
  write: Writer,
): Line | null {
  if (rest.length === 0) return null;
  const f = figures(study, 'facts/user_warehouses');
  const micros = write(f.usd('rest', 'all smaller parts', restMicros));
  return line`${counted(f.count('rest.count', 'smaller parts', rest.length), 'smaller part')} ${micros}`;
}

/** Time awake without a statement is nobody's: it stays with the warehouses. */
function ownPoint(study: UserStudy, parts: readonly SpendPart[]): Line | null {
  const used = parts.filter((part) => part.kind === 'warehouse' && part.cost !== null);
  if (used.length === 0) return null;
  const f = figures(study, 'facts/user_warehouses');
  const sum = (of: (part: SpendPart) => number) => used.reduce((total, part) => total + of(part), 0);
  const own = f.usd(
    'warehouses.own',
    'cost of the time awake without a statement of the warehouses used',
    sum((part) => part.cost?.ownMicros ?? 0),
  );
  const all = f.usd(
    'warehouses.cost',
    'cost of the warehouses used',
    sum((part) => part.totalMicros),
  );
  const written = (fact: Fact) => (own.forms[0] === all.forms[0] ? form(fact, 1) : line`${fact}`);
  const names = used.slice(0, 3).map((part) => line`${part.entity}`);
  const more = used.length - names.length;
  const named =
    more === 0
      ? listed(names)
      : listed([...names, counted(f.count('warehouses.more', 'further warehouses', more), 'more', 'more')]);
  return line`Not counted for anybody: ${written(own)} of the ${written(all)} of ${named}, the time awake in which no statement ran; that is the warehouses’ own (*Utilization* on their cards).`;
}

/** Queries that ended in an error are paid for like others. */
function failedPoint(study: UserStudy, parts: readonly SpendPart[]): Line | null {
  const uses = usesOf(study, 'current');
  const failed = uses.reduce((sum, use) => sum + use.failed, 0);
  if (failed === 0) return null;
  const micros = uses.reduce((sum, use) => {
    const part = parts.find((one) => one.entity.ref === `warehouse:${use.compute_id}`);
    return sum + (part?.cost?.of(use.failed_ms) ?? 0);
  }, 0);
  const f = figures(study, 'facts/user_warehouses');
  const count = counted(f.count('failed', 'failed queries', failed), 'query', 'queries');
  const cost =
    micros < 1_000_000
      ? line`less than a dollar of it`
      : line`about ${f.usd('failed.cost', 'cost of failed queries, an estimate', micros)} of it`;
  return line`${count} that failed cost ${cost}.`;
}
