// How a cost compares with the one before, in words: a percentage only where it is read as an amount.
import { microsToUsd } from '#src/lib/money.ts';
import { ratio } from '#src/lib/stats.ts';
import { MANY_TIMES_PCT } from '#src/reports/changes.ts';
import type { Fact } from '#src/reports/facts.ts';
import { form, type Line, line, words } from '#src/reports/line.ts';
import type { StudyBase } from '../../study/study.ts';
import type { Figures } from '../common/figures.ts';
import { changeClause, changeMark, periodBefore } from '../common/phrases.ts';

/** Micro-dollars below which a percentage says nothing: the amounts are said instead. */
const TINY_MICROS = 10_000_000;
/** Percent below which two amounts count as the same. */
const SAME_PCT = 0.5;

/** '17% less', '12 times as much', 'about as much'. */
export function comparedText(f: Figures, key: string, now: number, before: number): Line {
  const pct = ratio((now - before) * 100, before);
  if (pct !== null && Math.abs(pct) < SAME_PCT) return line`about as much`;
  if (pct === null || before < TINY_MICROS) {
    const current = f.usd(`${key}.now`, 'cost in the period', now);
    return line`${current} after ${f.past().usd(`${key}.now`, 'cost in the period before', before)}`;
  }
  if (pct >= MANY_TIMES_PCT)
    return line`${f.times(`${key}.times`, 'cost as a multiple of that of the period before', now / before)} as much`;
  const change = f.percentDelta(`${key}.pct`, 'change of cost on the period before', pct);
  return line`${form(change, 1)} ${words(pct > 0 ? 'more' : 'less')}`;
}

/** ', up 31% on the 30 days before', or both amounts where the one before is tiny. */
export function sinceBefore(study: StudyBase, now: number, before: number, beforeFact: () => Fact): Line {
  if (!isTiny(study, now, before)) return changeClause(study, now, before);
  return line`, after ${beforeFact()} in ${periodBefore(study)}`;
}

/** ' (+31%)', ' (as before)' or ' ($3.40 before)'. */
export function markSinceBefore(study: StudyBase, now: number, before: number, beforeFact: () => Fact): Line {
  if (isTiny(study, now, before)) return line` (${beforeFact()} before)`;
  const pct = ratio((now - before) * 100, before);
  if (study.window.hasPrevious && pct !== null && Math.abs(pct) < SAME_PCT) return line` (as before)`;
  return changeMark(study, now, before);
}

function isTiny({ window }: StudyBase, now: number, before: number): boolean {
  const same = microsToUsd(now) === microsToUsd(before);
  return window.hasPrevious && before > 0 && before < TINY_MICROS && !same;
}
